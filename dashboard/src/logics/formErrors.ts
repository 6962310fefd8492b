/** Where a refused form says why: at the field the API names, or above the form. */
import { ApiError } from '../api/client'

/** What kea-forms throws when the form's own rules refuse it: the fields already say why. */
const OWN_RULES = 'Validation Failed'

/** {email: "..."} when the error names one of these fields, otherwise nothing. */
export function fieldErrors<F extends string>(error: Error, fields: readonly F[]): Partial<Record<F, string>> {
  const field = error instanceof ApiError ? fields.find((name) => name === error.attr) : undefined
  return field ? ({ [field]: error.message } as Partial<Record<F, string>>) : {}
}

/** The message for the whole form, or null when a field carries it. */
export function formError(error: Error, fields: readonly string[]): string | null {
  if (error.message === OWN_RULES) return null
  return Object.keys(fieldErrors(error, fields)).length > 0 ? null : error.message
}
