import type { Coin } from '../../chain/types/coin.js'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}' +
  'input,select,button{font:inherit;padding:.5rem;margin:.2rem 0;width:100%;box-sizing:border-box}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere}' +
  '@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}}'

const SCRIPT = `document.forms[0].onsubmit=async(e)=>{e.preventDefault();const o=document.querySelector('pre');
o.textContent='sending ...';const b=JSON.stringify(Object.fromEntries(new FormData(e.target)));
try{const r=await fetch('.',{method:'POST',headers:{'content-type':'application/json'},body:b});
const j=await r.json();o.textContent=r.ok?'sent in block '+j.height+'\\n'+j.txhash:j.message}
catch(x){o.textContent=String(x)}}`

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** The faucet's form: works without scripts as well. */
export function faucetPage(chainId: string, prefix: string, amounts: readonly Coin[]): string {
  const options = amounts.map(
    ({ denom, amount }) => `<option value="${escape(denom)}">${amount} ${escape(denom)}</option>`,
  )
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Faucet of ${escape(chainId)}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style>` +
    `<h1>Faucet of ${escape(chainId)}</h1><form method="post" action=".">` +
    `<label>Address <input name="address" placeholder="${escape(prefix)}1..." required></label>` +
    `<label>Amount <select name="denom">${options.join('')}</select></label>` +
    `<button>Send</button></form><pre></pre><script>${SCRIPT}</script></html>\n`
  )
}
