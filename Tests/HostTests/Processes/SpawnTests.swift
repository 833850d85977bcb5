import CLinux
import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct SpawnTests {
    private let scratch = Scratch("spawn")

    private func run(_ script: String, detached: Bool) throws -> String {
        let file = Descriptor(owning: open(scratch("out"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
        let pid = try SpawnRequest(
            "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin", "ONE": "a b=c"], output: file,
            detached: detached
        ).start()
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        return scratch.text("out") ?? ""
    }

    @Test("a detached program has a session of its own and keeps no directory in use")
    func detached() throws {
        let text = try run("pwd; cut -d' ' -f1,5,6 /proc/$$/stat", detached: true)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        try #require(lines.count == 2, "\(text)")
        #expect(lines[0] == ["/"])
        #expect(Set(lines[1]).count == 1, "process, group and session have one number")
    }

    @Test("nothing of ours goes along: no descriptor, no signal, no variable")
    func alone() throws {
        let leak = open(scratch("leak"), O_RDWR | O_CREAT, 0o600)  // without O_CLOEXEC
        defer { close(leak) }
        signal(SIGUSR2, SIG_IGN)
        defer { signal(SIGUSR2, SIG_DFL) }
        let text = try run("ls /proc/self/fd | tr '\\n' ' '; env | sort; grep SigIgn /proc/self/status", detached: true)
        #expect(text.hasPrefix("0 1 2 3 "), "\(text)")
        #expect(text.contains("ONE=a b=c\n"))
        #expect(!text.contains("HOME="))
        // The C library has two signals of its own, 32 and 33.
        #expect(text.contains("SigIgn:\t0000000180000000") || text.contains("SigIgn:\t0000000000000000"), "\(text)")
    }

    @Test("a program that cannot be started is named")
    func missing() {
        let error = #expect(throws: HostError.self) { try SpawnRequest("/no/such", []).start() }
        #expect(error?.code == .spawn)
    }
}
