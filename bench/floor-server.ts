import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'

/** The floor: what express and pg need at least for the same effect. One indexed select, one insert, no house. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
const app = express().disable('x-powered-by').set('etag', false)

app.get('/person', async (req, res) => {
  const { name, born } = req.query
  const { rows } = await pool.query('select * from people where name_folded = $1 and birth_date = $2', [name, born])
  res.status(rows.length === 1 ? 200 : 404).json(rows)
})
app.post('/report', express.urlencoded({ extended: false }), async (req, res) => {
  await pool.query('insert into bench_reports (id, body, at) values ($1, $2, now())', [randomUUID(), req.body])
  res.status(201).end()
})
app.post('/update', express.json({ limit: '256kb' }), async (req, res) => {
  await pool.query('insert into bench_updates (id, body, at) values ($1, $2, now())', [randomUUID(), req.body])
  res.status(200).end()
})

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`READY http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
