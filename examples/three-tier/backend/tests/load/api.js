import http from 'k6/http'
import {check} from 'k6'

export const options = {vus: 5, duration: '30s'}

export default function () {
  check(http.get(`${__ENV.BASE_URL}/items`), {'the items come': answer => answer.status === 200})
}
