/** The items that people buy, by id. */
export class Items {
  #items = new Map()

  /** Adds an item and returns it with its id. Throws when it has no name, or a price that is none. */
  add({name, price}) {
    if (typeof name !== 'string' || name.trim() === '') throw new TypeError('an item needs a name')
    if (!Number.isInteger(price) || price < 0) throw new TypeError('a price is a whole number of cents')
    const item = {id: this.#items.size + 1, name: name.trim(), price}
    this.#items.set(item.id, item)
    return item
  }

  /** All items, the newest first. */
  all() {
    return [...this.#items.values()].reverse()
  }
}
