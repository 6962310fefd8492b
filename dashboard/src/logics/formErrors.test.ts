import { describe, expect, it } from 'vitest'

import { ApiError } from '../api/client'
import { fieldErrors, formError } from './formErrors'

const refused = (attr: string | null): ApiError => new ApiError(400, 'validation_error', 'invalid', 'Too short.', attr)
const FIELDS = ['email', 'password'] as const

describe('a refused form', () => {
  it('says it at the field that the API names', () => {
    expect(fieldErrors(refused('password'), FIELDS)).toEqual({ password: 'Too short.' })
    expect(formError(refused('password'), FIELDS)).toBeNull()
  })

  it.each([null, 'organization'])('says it above the form when the blame is on %s', (attr) => {
    expect(fieldErrors(refused(attr), FIELDS)).toEqual({})
    expect(formError(refused(attr), FIELDS)).toBe('Too short.')
  })

  it('adds nothing when the own rules of the form refused it', () => {
    expect(formError(new Error('Validation Failed'), FIELDS)).toBeNull()
  })
})
