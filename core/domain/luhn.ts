/** Luhn mod N: the check character of a text over its alphabet. Catches every single wrong character and nearly every swap. */
export function luhnCheck(text: string, alphabet: string): string {
  const n = alphabet.length
  const sum = [...text].reverse().reduce((total, char, index) => {
    const value = alphabet.indexOf(char) * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(value / n) + (value % n)
  }, 0)
  return alphabet.charAt((n - (sum % n)) % n)
}
