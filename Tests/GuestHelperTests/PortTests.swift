import Glibc
import GuestHelperTestSupport
import Testing
import Wire

@Suite("Ports of the helper", .timeLimit(.minutes(1)))
struct PortTests {
    static let canMount = geteuid() == 0 && access("/usr/bin/unshare", X_OK) == 0

    /// A port in a namespace of its own. A file serves as one: it gives what a host wrote and then, as a port does that a
    /// host has left, its end, while what is written to it is kept.
    private func start(_ port: String, _ more: String...) -> pid_t {
        let script = """
            mount -t tmpfs none /sys/class && mount -t tmpfs none /dev && mkdir /dev/virtio-ports &&
            ln -s \(port) /dev/virtio-ports/dev.mayfly.helper.0 && exec \(HelperProgram.path) --ports dev.mayfly.helper.
            """
        let words: [String] = ["/usr/bin/unshare", "-m"] + more + ["/bin/sh", "-c", script]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var process: pid_t = 0
        #expect(posix_spawn(&process, words[0], nil, nil, &arguments, environ) == 0)
        for argument in arguments { free(argument) }
        return process
    }

    @Test(
        "a hello is answered although the end of the host before it is seen only afterwards",
        .enabled(if: canMount, "only root can give a helper ports of its own"))
    func hostsInTurn() throws {
        let scratch = ScratchDirectory()
        let nonce = Nonce.random()
        let hello = Frame.hello(Hello(nonce: nonce, window: 65536)).encoded
        let file = open(scratch("port"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(file) }
        #expect(hello.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == hello.count)
        let process = start(scratch("port"))
        defer {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        // The helper writes on where it has read to.
        var decoder = FrameDecoder(awaiting: nonce)
        var frame: Frame?
        _ = try soon {
            var bytes = [UInt8](repeating: 0, count: 65536)
            let count = read(file, &bytes, bytes.count)
            decoder.add(Array(bytes.prefix(max(count, 0))))
            frame = try decoder.next()
            return frame != nil
        }
        guard case .greeting(let greeting) = frame else {
            Issue.record("the hello was not answered: \(String(describing: frame))")
            return
        }
        #expect(greeting.version == WireProtocol.versions.upperBound)
    }

    /// How often a process has gone to sleep by itself.
    private func rests(_ process: pid_t) -> String? {
        text(of: "/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
            .map(String.init)
    }

    @Test(
        "who is told of ports does not look for them again and again: an idle guest rests",
        .enabled(if: canMount, "only root can give a helper ports of its own"))
    func rest() throws {
        let scratch = ScratchDirectory()
        close(open(scratch("port"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
        let process = start(scratch("port"), "-n")
        defer {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        #expect(soon { text(of: "/proc/\(process)/cmdline").contains("--ports") })
        // Longer than from one look to the next at its begin.
        let span = Duration.seconds(2)
        var last = (count: rests(process), at: ContinuousClock.now)
        #expect(
            soon {
                let now = (count: rests(process), at: ContinuousClock.now)
                if now.count != last.count { last = now }
                return last.count != nil && now.at - last.at > span
            })
    }
}
