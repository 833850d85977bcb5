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
///   - origin: Whether the machine boots or is a fork of its fixture's template; a fork where the fixture allows it, when
///     nil.
///   - options: A name, and whether the machine may be kept.
///   - provider: The back end; when nil the one that `MAYFLY_ON` chooses, which is this host's private libvirt where
///     that is not set.
///   - timeline: Where the phases are recorded.
///   - body: What is done with the machine.
/// - Returns: What the body returns.
/// - Throws: ``MachineError`` from making or starting the machine, and whatever the body throws.
public func withMachine<Value: Sendable>(
    _ fixture: Fixture, from origin: MachineOrigin? = nil, options: MachineOptions = MachineOptions(),
    on provider: (any MachineProvider)? = nil, timeline: Timeline = Timeline(), _ body: (Machine) async throws -> Value
) async throws -> Value {
    try await withMachine(
        fixture, from: origin, options: options, on: provider, timeline: timeline, explained: false, body)
}

/// The same; a machine that does not get ready is explained in its error's artifacts, where that is wanted.
package func withMachine<Value: Sendable>(
    _ fixture: Fixture, from origin: MachineOrigin?, options: MachineOptions = MachineOptions(),
    on provider: (any MachineProvider)?, timeline: Timeline = Timeline(), explained isExplained: Bool,
    _ body: (Machine) async throws -> Value
) async throws -> Value {
    let machine = try await create(fixture, from: origin, options, on: provider, timeline)
    return try await finishing {
        do {
            try await machine.start()
            try await machine.waitUntilReady()
        } catch {
            throw isExplained ? await machine.explained(error, "a machine") : error
        }
        return try await body(machine)
    } finally: {
        if await !machine.driver.isKept { await machine.delete() }
    }
}

/// Makes a machine of a fixture in a place, waits until it is ready, hands it to the body, and ends it.
///
/// As ``withMachine(_:from:options:on:timeline:_:)``; on a cluster the machine ends with this process's pod, or with its
/// lease, if the process is killed.
///
/// ```swift
/// let fixture = try Fixture(named: "debian")
/// try await withMachine(fixture, on: .cluster(context: "lab")) { machine in
///     try await machine.run("uname", "-r").check()
/// }
/// ```
public func withMachine<Value: Sendable>(
    _ fixture: Fixture, options: MachineOptions = MachineOptions(), on place: MachinePlace,
    timeline: Timeline = Timeline(), _ body: (Machine) async throws -> Value
) async throws -> Value {
    try await withMachine(
        fixture, options: options, on: try await Providers.shared.provider(for: place), timeline: timeline, body)
}

extension Fixture {
    /// A fork of the fixture's template, ready, which is the caller's to delete; it ends with this process, too.
    ///
    /// The first one boots the template; see ``withMachine(_:from:options:on:timeline:_:)`` for a machine that ends by
    /// itself.
    ///
    /// - Throws: ``MachineError/Code/unsupported`` for a fixture that is not `forkable`, and whatever making a machine
    ///   may fail with.
    public func fork(
        options: MachineOptions = MachineOptions(), on provider: (any MachineProvider)? = nil,
        timeline: Timeline = Timeline()
    ) async throws -> Machine {
        let machine = try await create(self, from: .template, options, on: provider, timeline)
        do {
            try await machine.start()
            try await machine.waitUntilReady()
        } catch {
            await machine.delete()
            throw error
        }
        return machine
    }
}

private func create(
    _ fixture: Fixture, from origin: MachineOrigin?, _ options: MachineOptions, on provider: (any MachineProvider)?,
    _ timeline: Timeline
) async throws -> Machine {
    let causes = fixture.cloudInitCauses()
    guard causes.isEmpty else { throw MachineError.refused(causes) }
    var options = options
    if let origin { options.origin = origin }
    let provider = if let provider { provider } else { try await Providers.shared.chosen() }
    return try await provider.create(fixture, options: options, timeline: timeline)
}
