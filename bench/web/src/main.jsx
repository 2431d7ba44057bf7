import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { Basket } from './basket.jsx'

createRoot(document.getElementById('root')).render(
  <BrowserRouter>
    <Basket items={[]} />
  </BrowserRouter>,
)
