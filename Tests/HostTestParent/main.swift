import Digests
import Glibc
import Host
import Libvirt
import LibvirtDaemon

// Another process for tests of the host: it does one thing, says so, and the test may kill it.
func say(_ words: String) { _ = Array(words.utf8).withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) } }

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "child":
    // Runs a program as a child of ours; what that says goes on to the test.
    _ = try await Child.run(words[1], Array(words.dropFirst(2)), limit: .seconds(600)) { output in
        say(output)
        return false
    }
case "lock":
    let lock = try await FileLock.waiting(for: words[1])
    say("locked\n")
    pause()
    lock.release()
case "daemon":
    // Connects to the daemon of a runtime and a cache directory and says its number.
    let directories = HostDirectories(runtime: words[1], cache: words[2])
    try directories.prepare()
    let daemon = PrivateDaemon(directories: directories, identity: await .probe(), idleSeconds: Int(words[3]) ?? 30)
    let connection = try await daemon.connect()
    say("daemon \(daemon.pid ?? 0)\n")
    await connection.close()
case "digests":
    // Ends while threads of its own are at work with libcrypto, and what else ends with it takes its time.
    atexit { usleep(100_000) }
    for _ in 0..<4 {
        onThread {
            say("digest\n")
            while true { _ = Digest().finish() }
        }
    }
    usleep(20_000)
    exit(0)
case "memory":
    // Takes so many bytes of so many, in the ledger of a runtime directory, for a name.
    let directories = HostDirectories(runtime: words[1], cache: words[1] + "/cache")
    let capacity = MemoryCapacity(limit: Int64(words[2])) { HostMemory(available: 1 << 40, total: 1 << 41) }
    let ledger = MemoryLedger(directories, capacity: capacity)
    let isSpare = words.last == "spare"
    let askedBack: @Sendable () -> Void = { say("shed\n") }
    let grant = try await ledger.admit(Int64(words[3]) ?? 0, for: words[4], shed: isSpare ? askedBack : nil) { words in
        say("waits for \(words)\n")
    }
    say("granted\n")
    if words.count > 5, let pid = Int32(words[5]) { grant.attach(pid: pid) }
    pause()
    grant.release()
default:
    say("say what to do: child, lock, daemon, digests or memory\n")
    exit(2)
}
