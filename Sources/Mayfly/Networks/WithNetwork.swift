import Fixtures
import Machines
import Offload

/// Makes a private network, hands it to the body, and ends it; see ``Network``.
///
/// - Parameters:
///   - subnet: Its addresses, IPv4.
///   - provider: The back end of machines that are made for it; this host's private libvirt when nil.
///   - body: What is done with the network.
/// - Returns: What the body returns.
/// - Throws: ``MachineError`` for a subnet that is none, and whatever the body throws.
public func withNetwork<Value: Sendable>(
    _ subnet: String = Network.subnet, on provider: (any MachineProvider)? = nil,
    _ body: (Network) async throws -> Value
) async throws -> Value {
    let network = try Network(subnet, on: provider)
    return try await finishing {
        try await body(network)
    } finally: {
        await network.end()
    }
}

/// Makes a machine of a fixture in a private network, waits until it is ready and has joined, hands it to the body, and
/// ends it; see ``withMachine(_:from:options:on:timeline:_:)`` and ``Network/join(_:as:)``.
///
/// - Parameters:
///   - fixture: The recipe; its machine has a card for the network.
///   - network: Where it joins.
///   - name: What it is called there.
///   - origin: Whether the machine boots or is a fork; a fork where the fixture allows it, when nil.
///   - options: A name for the machine itself, and whether it may be kept.
///   - timeline: Where the phases are recorded.
///   - body: What is done with the machine.
/// - Returns: What the body returns.
/// - Throws: ``MachineError`` from making, starting or connecting the machine, and whatever the body throws.
public func withMachine<Value: Sendable>(
    _ fixture: Fixture, on network: Network, as name: String, from origin: MachineOrigin? = nil,
    options: MachineOptions = MachineOptions(), timeline: Timeline = Timeline(),
    _ body: (Machine) async throws -> Value
) async throws -> Value {
    try await withMachine(
        fixture.networked(), from: origin, options: options, on: network.provider, timeline: timeline
    ) { machine in
        try await network.join(machine, as: name)
        return try await finishing {
            try await body(machine)
        } finally: {
            await network.leave(machine)
        }
    }
}
