import Host
import MayflyTestSupport
import Testing

/// A host that lacks something says what, and how to get it. Each lack is made in a mount name space of its own.
@Suite("A host that lacks something", .requires(.tinyGuest, .mounts), .timeLimit(.minutes(15)))
struct BadHostMachineTests {
    private let fixture: FixtureFile
    private let host = PrivateHost()

    init() throws { fixture = try FixtureFile() }

    private func fail(
        after script: String, environment: [String: String] = [:], _ words: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await MayflyCommand.run(
            ["run", fixture.path, "--", "true"], environment: host.environment.merging(environment) { $1 },
            after: script)
        #expect(outcome.status == 125, "\(outcome.error)", sourceLocation: sourceLocation)
        for word in words {
            #expect(outcome.error.contains(word), "\(outcome.error)", sourceLocation: sourceLocation)
        }
        #expect(fixture.leftovers(in: host.runtime) == [], sourceLocation: sourceLocation)
        await host.close()
    }

    /// Every place where a program may lie gets something that cannot be run.
    private func hide(_ program: String) -> String {
        let places = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        return places.map { "if [ -e \($0)/\(program) ]; then mount --bind /dev/null \($0)/\(program); fi" }
            .joined(separator: "; ")
    }

    @Test("no libvirtd: the package is named")
    func libvirtd() async throws {
        try await fail(after: hide("libvirtd"), "libvirtd is not installed", "Install the package libvirt-daemon")
    }

    @Test("no tini: the package is named")
    func tini() async throws {
        try await fail(after: hide("tini"), "tini is not installed", "Install the package tini")
    }

    @Test("no QEMU: the package is named")
    func emulator() async throws {
        let path = try #require(FileSystem.program("qemu-system-x86_64") ?? FileSystem.program("qemu-system-aarch64"))
        let name = String(path.split(separator: "/").last ?? "")
        try await fail(after: hide(name), "\(name) is not installed", "Install the package qemu-system")
    }

    @Test("no busybox: the package is named")
    func busybox() async throws {
        try await fail(after: hide("busybox"), "busybox", "Install the package busybox-static")
    }

    @Test("no kernel: packages are named")
    func kernel() async throws {
        let script = "mount -t tmpfs none /boot; mount -t tmpfs none /lib/modules"
        try await fail(after: script, "no kernel is installed", "linux-image")
    }

    @Test("a full cache: its path and variable are named")
    func fullCache() async throws {
        let cache = host.scratch("c")
        try FileSystem.makeDirectory(cache)
        try await fail(
            after: "mount -t tmpfs -o size=1m none \(cache)",
            environment: ["MAYFLY_CACHE_DIR": cache, "MAYFLY_ACCELERATOR": "tcg"], "is full", cache, "MAYFLY_CACHE_DIR")
    }

    @Test("a full runtime directory: its path and variable are named")
    func fullRuntime() async throws {
        try FileSystem.makeDirectory(host.runtime)
        try await fail(
            after: "mount -t tmpfs -o size=16k none \(host.runtime)", host.runtime, "is full", "MAYFLY_RUNTIME_DIR")
    }
}
