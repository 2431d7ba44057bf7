import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Basket } from './basket.jsx'

test('a basket adds its prices', () => {
  render(<Basket items={[{ price: 1.5 }, { price: 2 }]} />)
  expect(screen.getByRole('status').textContent).toBe('3.50 €')
  expect(screen.getByText('2 things')).toBeDefined()
})
