import FixtureLoading
import Offload

/// Makes a machine of a fixture, waits until it is ready, hands it to the body, and ends it.
///
/// The machine is gone when this returns or throws, also after cancellation, unless the body kept it; ending it never
/// hides the body's error. If this process is killed, libvirt ends the machine.
///
/// ```swift
/// let fixture = try Fixture(named: "tiny")
/// try await withMachine(fixture) { machine in
///     let result = try await machine.run("uname", "-r").check()
///     print(result.output)
/// }
/// ```
///
/// - Parameters:
///   - fixture: The recipe.
///   - options: A name, and whether the machine may be kept.
///   - provider: The back end; this host's private libvirt when nil.
///   - timeline: Where the phases are recorded.
///   - body: What is done with the machine.
/// - Returns: What the body returns.
/// - Throws: ``MachineError`` from making or starting the machine, and whatever the body throws.
public func withMachine<Value: Sendable>(
    _ fixture: Fixture, options: MachineOptions = MachineOptions(), on provider: (any MachineProvider)? = nil,
    timeline: Timeline = Timeline(), _ body: (Machine) async throws -> Value
) async throws -> Value {
    let causes = fixture.cloudInitCauses()
    guard causes.isEmpty else { throw MachineError.refused(causes) }
    let provider = if let provider { provider } else { try await Providers.shared.local() }
    let machine = try await provider.create(fixture, options: options, timeline: timeline)
    return try await finishing {
        try await machine.start()
        try await machine.waitUntilReady()
        return try await body(machine)
    } finally: {
        if await !machine.driver.isKept { await machine.delete() }
    }
}
