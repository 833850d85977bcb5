extension Machine {
    /// As many machines as asked for that go on from where this one is, each with an identity of its own; this one goes
    /// on too. They end with this process, or when they are deleted.
    ///
    /// A machine's memory is its own, so this makes a template of it once: it stops for as long as the memory that it has
    /// touched takes to be written.
    ///
    /// - Throws: ``MachineError/Code/unsupported`` for a machine whose fixture is not `forkable`, or that has a device
    ///   which forbids it; the error names the device.
    public func fork(count: Int) async throws(MachineError) -> [Machine] {
        guard count > 0 else { throw MachineError(.invalidInput, "\(count) forks are none", machine: name) }
        return try await driver.fork(count: count).map { Machine(driver: $0) }
    }

    /// A fork of the machine as it is now; see ``fork(count:)``.
    public func fork() async throws(MachineError) -> Machine {
        guard let fork = try await fork(count: 1).first else {
            throw MachineError(.internalFault, "it was forked and there is no fork", machine: name)
        }
        return fork
    }

    /// Marks this moment, memory and disks together, to go back to; costs the memory that the machine has touched, once.
    public func checkpoint() async throws(MachineError) -> Checkpoint { try await driver.checkpoint() }

    /// Goes back to a moment of this machine's: what it did since is gone, on disk and in memory. Costs a fork. Commands,
    /// connections and forwarded ports of before end.
    public func revert(to checkpoint: Checkpoint) async throws(MachineError) {
        try await driver.revert(to: checkpoint)
        try await driver.networkPlace?.restore()
    }

    /// Goes back to where the template of the machine's fixture was frozen; costs a fork, and nothing before.
    public func revertToTemplate() async throws(MachineError) {
        try await driver.revert(to: nil)
        try await driver.networkPlace?.restore()
    }
}
