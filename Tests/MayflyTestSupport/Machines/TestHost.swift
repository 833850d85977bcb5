import FixtureLoading
package import Fixtures
import Host
package import LocalProvider
package import Machines
package import Offload

/// The real back end for tests: one daemon a test process, few machines at a time.
package enum TestHost {
    /// Two processors under emulation boot two machines at a time hardly slower than one; a third gains nothing.
    package static let slots = AsyncSemaphore(2)

    /// Distributions take minutes, and must not keep the small ones waiting.
    package static let distributions = AsyncSemaphore(1)

    /// What a machine of a fixture waits for.
    package static func slots(for fixture: Fixture) -> AsyncSemaphore {
        fixture.recipe == nil ? slots : distributions
    }

    /// The package's own directory.
    package static let package: String =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    /// The smallest fixture there is, as it is shipped.
    package static func tiny() throws -> Fixture { try FixtureLoader().load(path: package + "/Fixtures/tiny.yaml") }

    /// Debian 12, as it is shipped, but booted each time.
    package static func debian() throws -> Fixture {
        var fixture = try FixtureLoader().load(path: package + "/Fixtures/debian-12.yaml")
        fixture.forkable = false
        return fixture
    }

    /// The shipped Debian, changed by steps of most kinds.
    package static func customizedDebian() throws -> Fixture {
        try FixtureLoader().load(path: package + "/Tests/MayflyTestSupport/Machines/customized-debian.yaml")
    }

    /// The private libvirt of this test process, in the directories of the environment.
    package static func provider() async throws -> LocalProvider { try await opening.value }

    private static let opening = Task { try await LocalProvider() }

    /// A booted machine, once there is a slot; gone when this returns.
    package static func withMachine<Value: Sendable>(
        _ fixture: Fixture? = nil, options: MachineOptions = MachineOptions(), _ body: (Machine) async throws -> Value
    ) async throws -> Value {
        let fixture = if let fixture { fixture } else { try tiny() }
        return try await withSlot(for: fixture) {
            let machine = try await provider().create(fixture, options: options, timeline: Timeline())
            return try await finishing {
                try await machine.start()
                try await machine.waitUntilReady()
                return try await body(machine)
            } finally: {
                await machine.delete()
            }
        }
    }

    /// Whether the task's test has a slot.
    @TaskLocal private static var hasSlot = false

    /// A test has one slot for all of its machines: of two that have one each and wait for another, none would go on.
    private static func withSlot<Value: Sendable>(
        for fixture: Fixture, _ body: () async throws -> Value
    ) async throws -> Value {
        if hasSlot { return try await body() }
        return try await slots(for: fixture).withPermit {
            try await $hasSlot.withValue(true) { try await body() }
        }
    }
}
