import Fixtures
import Glibc
import Host
import Lifecycle
import LocalProvider
import MayflyTestSupport
import Offload
import Testing

@testable import Images

/// A process that changes a disk in the appliance is killed in the middle; nothing may run on or stay.
@Suite(.serialized, .requires(.machines, .distributions), .timeLimit(.minutes(20)))
struct KilledImageMachineTests {
    /// Steps over the shipped Debian's disk, in a store of the test's own.
    private func with(_ body: (ImageTestBuilder, DiskStore, Scratch) async throws -> Void) async throws {
        let scratch = Scratch("k")
        let provider = try await TestHost.provider()
        let beneath = try #require(try TestHost.debian().recipe)
        let base = try await provider.host.imageBuilder(.tcg).image(
            for: beneath, architecture: DiskStore.hostArchitecture
        ) { _ in }
        let recipe = ImageRecipe(
            source: .upload(UploadSource(path: base.path)),
            customize: [.write("one\n", to: "/srv/one"), .run("sleep 1; echo two >/srv/two")])
        // The appliance itself is the one that all tests share: another takes a minute to make.
        let builder = try ImageTestBuilder(
            store: scratch("disks"), recipe: recipe, at: scratch("recipe.json"),
            appliance: (scratch("r"), HostDirectories.ofThisUser.cache))
        let store = DiskStore(
            directory: scratch("disks"),
            builder: BootstrapDiskBuilder(forceEmulation: true, cacheDirectory: scratch("disks")))
        try await body(builder, store, scratch)
    }

    /// QEMU's programs and libguestfs's helpers, by what their command lines and environments say.
    private func processes(of scratch: Scratch) -> [String] {
        FileSystem.names(in: "/proc").compactMap { Int32($0) }.filter { $0 != getpid() }.compactMap { pid in
            let words = ProcessTable.commandLine(of: pid)
            let environment = FileSystem.text("/proc/\(pid)/environ") ?? ""
            let isOurs = words.contains { $0.contains(scratch.path) } || environment.contains(scratch.path)
            return isOurs ? "\(pid) " + words.joined(separator: " ") : nil
        }
    }

    @Test("killed while the appliance starts, in either step or while the store is written, nothing is left")
    func kill() async throws {
        try await TestHost.distributions.withPermit {
            try await with { builder, store, scratch in
                for moment in ["appliance@0.2", "step 1 of 2", "step 2 of 2", "store"] {
                    let victim = try builder.start(stoppingAt: moment)
                    try #require(await victim.says("stopped at"), "\(moment): \(victim.output)")
                    victim.signal(SIGKILL)
                    #expect(await victim.end() == 128 + SIGKILL)
                    let gone = try await eventually { processes(of: scratch).isEmpty }
                    #expect(gone, "\(moment): \(processes(of: scratch))")
                    let health = await store.check(repair: false) { _ in }
                    #expect(health.faults == [], "\(moment)")
                }
                let (status, output) = try await builder.run()
                #expect(status == 0 && output.contains(" new\n"), "\(output)")
                #expect(FileSystem.names(in: store.directory + "/builds") == [])
                SocketDirectory.sweep(in: scratch("r"))
                #expect(FileSystem.names(in: scratch("r")) == [])
                #expect(await store.check(repair: false) { _ in }.faults == [])
                let again = try await builder.run()
                #expect(again.status == 0 && again.output.contains(" known\n"))
                #expect(processes(of: scratch) == [])
            }
        }
    }
}
