import Glibc
import GuestHelperTestSupport
import MayflyTestSupport
import Testing
import Wire

/// The system calls, in name spaces of their own: the host keeps its name, and nobody there may set its clock.
@Suite("A guest's identity in the kernel", .timeLimit(.minutes(1)))
struct IdentityNamespaceTests {
    private static let spaces = ["unshare", "--user", "--map-root-user", "--uts", "--mount"]

    static let canUnshare = {
        var process: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = (spaces + ["true"]).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var status: Int32 = 0
        guard posix_spawnp(&process, spaces[0], nil, nil, &arguments, environ) == 0 else { return false }
        return waitpid(process, &status, 0) == process && status == 0
    }()

    private let system = ScratchSystem()

    /// The helper in a root of its own, where it is the guest's: `before` prepares that root.
    private func peer(_ before: String = "true") throws -> WirePeer {
        for name in ["proc", "dev"] { mkdir(system.directory(name), 0o755) }
        system.write("helper", "")
        let script = """
            cd "$1" && mount --rbind /proc proc && mount --rbind /dev dev && mount --bind "$2" helper && \(before) &&
            exec chroot . /helper --fd 3 --root /
            """
        let words = Self.spaces + ["sh", "-c", script, "sh", system.path, HelperProgram.path]
        return WirePeer(RunningHelper(within: words))
    }

    private func become(_ request: IdentityRequest, _ peer: WirePeer) throws -> IdentityReport {
        peer.send(.request(1, .identity(request)))
        let frames = try peer.receive { if case .ended = $0 { true } else { false } }
        for case .data(1, .output, let bytes) in frames { return try IdentityReport(payload: bytes) }
        throw WireError(.badMessage, "no report: \(frames)")
    }

    @Test(
        "host name and boot id are the kernel's from the answer on, and a second identity replaces the first",
        .enabled(if: canUnshare, "this user may make no name spaces"))
    func names() throws {
        let boot = text(of: "/proc/sys/kernel/random/boot_id")
        let host = text(of: "/proc/sys/kernel/hostname")
        let peer = try peer()
        try peer.greet()
        for (name, id) in [
            ("first", "01234567-89ab-4def-8123-456789abcdef"), ("second", "fedcba98-89ab-4def-8123-456789abcdef"),
        ] {
            let report = try become(
                IdentityRequest(entropy: Array(repeating: 1, count: 64), clock: 1, hostName: name, bootID: id), peer)
            #expect(report.bootID == id)
            #expect(report.items.contains(IdentityReport.Item(.hostName, .done)))
            // Only the host's own root may do these.
            #expect(report.items.contains(IdentityReport.Item(.clock, .failed(error: UInt32(EPERM)))))
            #expect(report.failures.map(\.part) == [.entropy, .clock])
            let greeting = try peer.greet()
            #expect(greeting.bootID == id && greeting.hostName == name)
        }
        #expect(text(of: "/proc/sys/kernel/random/boot_id") == boot)
        #expect(text(of: "/proc/sys/kernel/hostname") == host)
    }

    @Test(
        "a machine id over which systemd has mounted the one of /run, read only, is changed there",
        .enabled(if: canUnshare, "this user may make no name spaces"))
    func mountedMachineID() throws {
        let id = String(repeating: "0123456789abcdef", count: 2)
        system.write("run/machine-id", "of this boot\n", mode: 0o444)
        let peer = try peer(
            "mount --bind run/machine-id etc/machine-id && mount -o remount,bind,ro etc/machine-id")
        try peer.greet()
        let report = try become(IdentityRequest(machineID: id), peer)
        #expect(report.failures == [])
        #expect(system.read("run/machine-id") == id + "\n")
        #expect(system.read("etc/machine-id") == ScratchSystem.oldID + "\n", "what is below stays")
    }

    @Test(
        "a running SSH server is stopped with the answer, and goes on by the new keys a moment later",
        .enabled(if: canUnshare, "this user may make no name spaces"), .requires(.program("python3")))
    func heldServer() throws {
        mkdir(system.directory("run"), 0o755)
        try #require(mkfifo(system.path + "/told", 0o600) == 0)
        let told = open(system.path + "/told", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        try #require(told >= 0)
        defer { close(told) }
        // Says which signals it gets; a server executes itself again for the first.
        system.write(
            "server",
            """
            exec >told 2>&1 3>&-; trap "echo again" HUP; trap "echo on" CONT; echo $$ >run/sshd.pid; echo up
            while :; do sleep 1 & wait $!; done
            """)
        // Its parent is told by the kernel when it is stopped.
        system.write(
            "parent",
            """
            import os, subprocess
            server = subprocess.Popen(["./sshd", "server"])
            with open("told", "w", buffering=1) as told:
                while os.WIFSTOPPED(os.waitpid(server.pid, os.WUNTRACED)[1]): print("stopped", file=told)
            """)
        let peer = try peer("cp /bin/sh sshd && { python3 parent 3>&- & }")
        defer { if let pid = Int32(system.read("run/sshd.pid").filter(\.isNumber)) { kill(pid, SIGKILL) } }
        try peer.greet()
        #expect(lines(1, of: told) == ["up"])
        let key = IdentityRequest.HostKey(name: "ssh_host_ed25519_key", privateText: "new\n", publicText: "new\n")
        let report = try become(IdentityRequest(hostKeys: [key]), peer)
        #expect(report.items.contains(IdentityReport.Item(.sshServer, .done, path: "/run/sshd.pid")))
        #expect(Set(lines(3, of: told)) == ["stopped", "again", "on"])
    }

    /// So many lines, as they come; fewer when a minute passes without any.
    private func lines(_ count: Int, of descriptor: Int32) -> [String] {
        var text = ""
        while text.filter({ $0 == "\n" }).count < count {
            var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&place, 1, 60_000) > 0 else { break }
            var bytes = [UInt8](repeating: 0, count: 256)
            let read = read(descriptor, &bytes, bytes.count)
            guard read > 0 else { break }
            text += String(decoding: bytes.prefix(read), as: UTF8.self)
        }
        return text.split(separator: "\n").map(String.init)
    }
}
