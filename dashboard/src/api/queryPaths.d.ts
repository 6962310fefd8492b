// The query function's routes, until the OpenAPI document names them.
import './schema'

interface QueryAnswer {
  responses: { 200: { content: { 'application/json': unknown } } }
}
interface QueryStatusAnswer {
  responses: {
    200: {
      content: {
        'application/json': {
          query_status: { id: string; complete: boolean; error: boolean; error_message: string | null; results: unknown }
        }
      }
    }
  }
}

declare module './schema' {
  interface paths {
    '/api/projects/{project_id}/query/': {
      post: QueryAnswer & {
        parameters: { path: { project_id: string } }
        requestBody: { content: { 'application/json': { query: object; refresh: string } } }
      }
    }
    '/api/projects/{project_id}/query/{query_id}/': {
      get: QueryStatusAnswer & { parameters: { path: { project_id: string; query_id: string } } }
      delete: QueryAnswer & { parameters: { path: { project_id: string; query_id: string } } }
    }
  }
}
