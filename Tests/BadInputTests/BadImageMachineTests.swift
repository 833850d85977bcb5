import MayflyTestSupport
import Offload
import Testing

/// What an image or a machine cannot be made of is named; nothing is left.
@Suite("An image or a machine that cannot be made", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct BadImageMachineTests {
    private func fail(
        _ changes: [(String, String)], _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let fixture = try FixtureFile(changes)
        let outcome = try await TestHost.slots.withPermit {
            try await MayflyCommand.run(["run", fixture.path, "--", "true"])
        }
        #expect(outcome.status == 125, sourceLocation: sourceLocation)
        for word in words {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
        #expect(fixture.leftovers() == [], sourceLocation: sourceLocation)
    }

    @Test("a kernel that is not there")
    func noKernel() async throws {
        try await fail(
            [("kernel: host", "kernel: /no/such/vmlinuz")], "/no/such/vmlinuz", "No such file",
            "image.source.initramfs.kernel")
    }

    @Test("a kernel that is none")
    func notKernel() async throws {
        try await fail([("kernel: host", "kernel: /etc/passwd")], "/etc/passwd does not look like a kernel")
    }

    @Test("a module that is not there, with the nearest that is")
    func module() async throws {
        try await fail(
            [("virtio_console]", "virtio_consol]")], "no module virtio_consol", "Did you mean virtio_console?")
    }

    @Test("a source file that is not there, with its place in the fixture")
    func source() async throws {
        try await fail(
            [("busybox: true\n", "busybox: true\n      files: [{path: /bin/x, source: absent.sh}]\n")], "fixture.yaml:",
            "absent.sh", "/bin/x", "No such file or directory")
    }

    @Test("more memory than the host has, before anything of it is started")
    func memory() async throws {
        try await fail([("guest: 128Mi", "guest: 900Ti")], "MiB of memory, and this host has", "Give it less")
    }
}
