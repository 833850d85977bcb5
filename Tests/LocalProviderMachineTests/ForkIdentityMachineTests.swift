import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// What no two forks have in common.
@Suite("Forks are different machines", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct ForkIdentityMachineTests {
    /// What a guest says of itself, an item a line.
    private static let script = """
        hostname
        cat /etc/machine-id
        cat /proc/sys/kernel/random/boot_id
        cat /proc/sys/kernel/random/uuid
        head -c 32 /dev/urandom | md5sum
        for i in 1 2 3 4; do cat /proc/sys/kernel/random/uuid; done
        """

    private struct Unexpected: Error {}

    @Test("fifty forks differ in every name, id and random byte, and know what time it is")
    func differ() async throws {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "alike"
        fixture.forkable = true
        // A guest whose machine-id is a file, as a distribution's is.
        guard case .initramfs(var source)? = fixture.image?.source else { throw Unexpected() }
        source.files.append(
            InitramfsFile(path: "/etc/machine-id", origin: .content("0123456789abcdef0123456789abcdef\n")))
        fixture.image = FixtureImage(source: .initramfs(source))
        let provider = try await TestHost.provider()
        // The first makes the template.
        try await TestHost.withMachine(fixture) { _ in }
        let recipe = fixture
        let said = try await withThrowingTaskGroup(of: [String].self) { group in
            // Other suites want the processors too.
            let slots = AsyncSemaphore(2)
            for _ in 0..<50 {
                group.addTask {
                    try await slots.withPermit {
                        let machine = try await provider.create(
                            recipe, options: MachineOptions(), timeline: Timeline())
                        return try await finishing {
                            try await machine.start()
                            try await machine.waitUntilReady()
                            let result = try await machine.run(.shell(Self.script), within: .seconds(30)).check()
                            return result.output.split(separator: "\n").map(String.init)
                        } finally: {
                            await machine.delete()
                        }
                    }
                }
            }
            return try await group.reduce(into: [[String]]()) { $0.append($1) }
        }
        #expect(said.count == 50)
        for line in said { #expect(line.count == 9) }
        let all = said.flatMap { $0 }
        #expect(
            Set(all).count == all.count,
            "something was said twice: \(Dictionary(grouping: all) { $0 }.filter { $1.count > 1 }.keys)")
    }
}
