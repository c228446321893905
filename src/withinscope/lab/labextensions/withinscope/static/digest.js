// Texts in short, to compare.

/**
 * @param {string} text
 * @returns {Promise<string>} the whole of it at an address without https, where no digest is to be had
 */
export async function digestOf(text) {
  if (!crypto.subtle) return text;
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
  );
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
