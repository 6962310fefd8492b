/** What a person is called where only one line is free. */

const NAMES = ['email', '$email', 'name', '$name', 'username']

/** Their e-mail address or name, else the first id they were seen under, else the id of the person. */
export function personName(person: { id: string; distinctIds: string[]; properties: Record<string, unknown> }): string {
  const named = NAMES.map((key) => person.properties[key]).find((value) => typeof value === 'string' && value !== '')
  return typeof named === 'string' ? named : (person.distinctIds[0] ?? person.id)
}
