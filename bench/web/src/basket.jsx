/** What a customer is about to buy. */
export function Basket({ items }) {
  const total = items.reduce((sum, item) => sum + item.price, 0)
  return (
    <section>
      <h1>{items.length === 0 ? 'Nothing yet' : `${items.length} things`}</h1>
      <p role="status">{total.toFixed(2)} €</p>
    </section>
  )
}
