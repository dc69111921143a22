'use strict'

// Some libraries fetch a key set again after a minute at the earliest. A line on standard input moves this program's clock on by as many seconds.
const now = Date.now
let moved = 0
Date.now = () => now() + moved
process.stdin.on('data', (seconds) => { moved += Number(seconds) * 1000 })
