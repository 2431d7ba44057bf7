import {createElement as h} from 'react'

const euros = new Intl.NumberFormat('en', {style: 'currency', currency: 'EUR'})

/** The list of what can be bought; a word where there is nothing. */
export function Items({items}) {
  if (items.length === 0) return h('p', null, 'Nothing to buy today.')
  return h('ul', null, items.map(({id, name, price}) => h('li', {key: id}, `${name}: ${euros.format(price / 100)}`)))
}
