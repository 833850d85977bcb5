import Fixtures
import KubeVirt
import Lifecycle
public import Machines
import Offload

/// A private network: its machines reach each other by name, and nobody else reaches them.
///
/// Addresses are given in the order of joining, and every machine of the network has all names in its `/etc/hosts`. Forks
/// join as boots do: each gets a card's address and an IP address of its own. The network's switch is in this process, and
/// ends with it.
///
/// ```swift
/// try await withNetwork { network in
///     try await withMachine(fixture, on: network, as: "server") { server in
///         try await withMachine(fixture, on: network, as: "client") { client in
///             try await client.run("ping", "-c", "1", "server").check()
///         }
///     }
/// }
/// ```
public actor Network {
    /// The addresses of a network that says none.
    public static let subnet = "10.77.0.0/24"

    let provider: (any MachineProvider)?
    private let hub = SwitchHub()
    private var plan: AddressPlan
    private var joined: [String: Joined] = [:]
    private var isOver = false
    /// Who joins tells the others: one at a time, or an older list could come last.
    private let turn = AsyncSemaphore(1)

    private struct Joined: Sendable {
        let machine: Machine
        let member: AddressPlan.Member
        var port: Int?
    }

    /// A network without machines.
    ///
    /// - Parameters:
    ///   - subnet: Its addresses, IPv4; choose others where a machine's other networks have these.
    ///   - provider: The back end of machines that are made for it; this host's private libvirt when nil.
    /// - Throws: ``MachineError/Code/invalidInput`` for what is no network.
    public init(_ subnet: String = Network.subnet, on provider: (any MachineProvider)? = nil) throws(MachineError) {
        do throws(AddressPlan.Refusal) { plan = try AddressPlan(subnet) } catch {
            throw MachineError(.invalidInput, error.description)
        }
        self.provider = provider
    }

    /// The addresses of the network's machines, by name.
    public var addresses: [String: String] {
        Dictionary(plan.members.map { ($0.name, "\($0.address)") }, uniquingKeysWith: { $1 })
    }

    /// Connects a machine that is ready and gives it a name, an address and the names of all; the others get its name.
    ///
    /// The machine has a card for it when its fixture is ``Fixtures/Fixture/networked()``. A machine that was in another
    /// network leaves that one.
    ///
    /// - Throws: ``MachineError/Code/invalidInput`` for a name that is taken or none, or where the network has ended;
    ///   ``MachineError/Code/unsupported`` for a machine without such a card, or a guest that cannot be told.
    public func join(_ machine: Machine, as name: String) async throws(MachineError) {
        try await join([(name: name, machine: machine)])
    }

    /// Connects several at once: each is told the names only once.
    package func join(_ newcomers: [(name: String, machine: Machine)]) async throws(MachineError) {
        try await takingTurns {
            try await self.forgetThoseThatAreOff()
            let added = try self.add(newcomers)
            do {
                try await self.connect(added, telling: true)
            } catch {
                for one in added { self.remove(one.member.name) }
                throw error
            }
        }
    }

    /// Connects a machine of the network again: one that has been restarted, or went back to a checkpoint, has forgotten
    /// its address, or its cable. Name and address stay.
    public func reconnect(_ machine: Machine) async throws(MachineError) {
        try await takingTurns {
            guard let one = self.joined.values.first(where: { $0.machine.id == machine.id }) else {
                throw MachineError(.notFound, "it is not in this network; let it join first", machine: machine.name)
            }
            self.pull(one.member.name)
            try await self.connect([one], telling: false)
        }
    }

    /// Disconnects a machine; its name is free again, its address is not given to another one.
    public func leave(_ machine: Machine) {
        for (name, one) in joined where one.machine.id == machine.id { remove(name) }
    }

    /// Disconnects all machines, and takes in no more.
    public func end() {
        isOver = true
        hub.end()
    }

    // MARK: members

    private func takingTurns(_ body: () async throws -> Void) async throws(MachineError) {
        do {
            try await turn.acquire()
            defer { turn.release() }
            if isOver { throw MachineError(.invalidInput, "the network has ended; make another one") }
            try await body()
        } catch {
            throw MachineError.wrapping(error, .guestFailed, "the private network could not be made")
        }
    }

    private func forgetThoseThatAreOff() async throws {
        for (name, one) in joined {
            if case .stopped = await one.machine.state { remove(name) }
        }
    }

    /// All or none.
    private func add(_ newcomers: [(name: String, machine: Machine)]) throws(MachineError) -> [Joined] {
        let before = joined
        do throws(AddressPlan.Refusal) {
            return try newcomers.map { newcomer throws(AddressPlan.Refusal) in
                if let known = joined.values.first(where: { $0.machine.id == newcomer.machine.id }) {
                    throw AddressPlan.Refusal("it has joined the network as \(known.member.name)")
                }
                let one = Joined(machine: newcomer.machine, member: try plan.join(newcomer.name))
                joined[newcomer.name] = one
                return one
            }
        } catch {
            for name in joined.keys where before[name] == nil { remove(name) }
            throw MachineError(.invalidInput, error.description)
        }
    }

    private func remove(_ name: String) {
        pull(name)
        joined[name] = nil
        plan.leave(name)
    }

    private func pull(_ name: String) {
        guard let port = joined[name]?.port else { return }
        hub.unplug(port)
        joined[name]?.port = nil
    }

    // MARK: guests

    /// Configures these, and tells all others of them.
    private func connect(_ added: [Joined], telling: Bool) async throws {
        let plan = plan
        let names = Set(added.map(\.member.name))
        let others = telling ? joined.values.filter { !names.contains($0.member.name) } : []
        let cards = try await withThrowingTaskGroup(of: (String, NetworkCard)?.self) { group in
            for one in added {
                group.addTask {
                    let card = try await one.machine.driver.networkCard()
                    try await one.machine.take(
                        GuestNetworkScript.arguments(card: card.address, one.member, of: plan), as: one.member.name)
                    return (one.member.name, card)
                }
            }
            for other in others {
                group.addTask {
                    do {
                        try await other.machine.take(
                            GuestNetworkScript.arguments(namesOf: plan), as: other.member.name)
                    } catch {
                        // One that went off meanwhile needs no names.
                        guard case .stopped = await other.machine.state else { throw error }
                    }
                    return nil
                }
            }
            var cards: [(String, NetworkCard)] = []
            for try await card in group { if let card { cards.append(card) } }
            return cards
        }
        if isOver { throw MachineError(.invalidInput, "the network has ended; make another one") }
        for (name, card) in cards { joined[name]?.port = hub.plug(card.cable) }
    }
}

extension Machine {
    /// How long a guest may take for its place in a network; written for KVM.
    private static let networkLimit = Duration.seconds(60)

    /// Has the guest run the network's script.
    fileprivate func take(_ arguments: [String], as name: String) async throws {
        let limit = Self.networkLimit * accelerator.deadlineScale
        do {
            let result = try await withDeadline(limit) {
                let channel = try await self.channel()
                // Helper and agent are root; who logs in has to become it.
                let user = channel.kind == .ssh ? "root" : nil
                return try await channel.look(with: Command("/bin/sh", arguments, user: user))
            }
            guard case .exited(0) = result.termination else {
                let words = result.errorOutput.split(whereSeparator: \.isNewline).last.map(String.init)
                throw MachineError(.unsupported, words ?? "its shell said nothing of why")
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut, "it did not take its place as ‘\(name)’ in the network within \(limit)", machine: self.name)
        } catch {
            let reason = MachineError.wrapping(
                error, .unsupported, "it cannot be told; is the guest helper, its agent or an SSH server in the image?")
            throw MachineError(
                reason.code, "it did not take its place as ‘\(name)’ in the network", machine: self.name, cause: reason)
        }
    }
}
