import FixtureLoading
import Glibc
import Mayfly

// Another process for tests of pools: it keeps machines of a fixture ready, and says how many whenever that has changed.
// The test may kill it.
//
// pool-test-holder FIXTURE.yaml COUNT
let words = CommandLine.arguments
let pool = Pool(try FixtureLoader().load(path: words[1]), ready: Int(words[2]) ?? 1)
var last = 0
while true {
    let ready = await pool.ready
    if ready != last {
        let line = Array("ready \(ready)\n".utf8)
        _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        last = ready
    }
    usleep(20_000)
}
