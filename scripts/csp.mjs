/**
 * The Content-Security-Policy, written once: the server sends it with every response (a worker loaded by URL
 * takes its policy from there alone), the build puts it into each page as a meta tag (a static host may send no
 * headers). `base-uri` and `form-action` are not covered by `default-src`: without them a form could still carry
 * data away.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
