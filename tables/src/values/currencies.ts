/** Currencies of ISO 4217 that stand beside amounts, and what people write for them; other letters before digits are part of a code. */
const CODES =
  'USD EUR GBP JPY CHF CAD AUD NZD CNY RMB INR SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH TRY ILS ZAR BRL MXN ARS CLP COP PEN SGD HKD ' +
  'TWD KRW THB IDR MYR PHP VND PKR BDT LKR AED SAR QAR EGP NGN KES GHS BTC ETH';
const WORDS = 'Rs\\.?|Kr\\.?|kr\\.?|Fr\\.?|SFr\\.?|zł|Kč|Ft|lei|TL|Rp\\.?|RM|Euro|euros?|EURO';

/** The pattern of a currency: $, US$, €, USD, Rs., kr. */
export const currencies = `(?:[A-Z]{0,3}\\p{Sc}[A-Z]{0,2}|${CODES.split(' ').join('|')}|${WORDS})`;
