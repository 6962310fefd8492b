/** Imports between the folders of insights go one way: no folder reaches itself over others. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = 'src/insights'

const folders = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** The folders that a folder's files import, generated types aside. */
function importedBy(folder: string): string[] {
  const files = readdirSync(`${ROOT}/${folder}`).filter((file) => !file.endsWith('LogicType.ts'))
  const texts = files.map((file) => readFileSync(`${ROOT}/${folder}/${file}`, 'utf8'))
  const found = texts.flatMap((text) => [...text.matchAll(/from '\.\.\/([^./']+)\//g)].map(([, name]) => name ?? ''))
  return [...new Set(found)].filter((name) => name !== folder)
}

const imports = new Map(folders.map((folder) => [folder, importedBy(folder)]))

/** The way back to where it began, if there is one. */
function cycleFrom(start: string, way: readonly string[] = [start]): readonly string[] | null {
  for (const next of imports.get(way.at(-1) ?? start) ?? []) {
    if (next === start) return [...way, next]
    const found = way.includes(next) ? null : cycleFrom(start, [...way, next])
    if (found) return found
  }
  return null
}

it.each(folders)('%s is not imported by what it imports', (folder) => {
  expect(cycleFrom(folder)?.join(' -> ') ?? 'one way').toBe('one way')
})

it('knows which folders import which', () => {
  expect(imports.get('funnels')).toContain('answers')
})
