package import Fixtures
import Glibc
package import Guestfs
import Synchronization

/// Changes the disk of a launched appliance, step by step; it has the appliance for itself until it is closed.
///
/// Between steps the disk can be made clean, so that whoever holds it takes a snapshot (``quiesce()``, ``resume()``).
package actor Customizer {
    let appliance: Appliance
    let inputs: CustomizeInputs
    let chamber: Chamber
    /// The guest; known when it is open.
    private(set) var found: GuestSystem?
    private(set) var redaction = Redaction()
    /// Whether a step may have changed what the guest has (``GuestSystem/traits``).
    private var hasOldTraits = false
    /// Whether package lists were fetched.
    var hasFreshLists = false

    /// Takes a launched appliance with one disk.
    package init(_ appliance: Appliance, inputs: CustomizeInputs) {
        self.appliance = appliance
        self.inputs = inputs
        chamber = Chamber(hostNames: inputs.hostNames, proxies: inputs.proxies)
        for proxy in inputs.proxies.values {
            guard let end = proxy.lastIndex(of: "@") else { continue }
            let user = proxy[..<end].split(separator: "/").last ?? ""
            if let password = user.split(separator: ":", maxSplits: 1).dropFirst().first {
                redaction.add(String(password))
            }
        }
    }

    /// Finds the operating system and mounts its file systems.
    @discardableResult
    package func open() async throws(CustomizeError) -> GuestSystem {
        let system = try Look.read(try await shell(Look.script, "the disk cannot be looked at"))
        let others = system.mounts.dropFirst()
        if !others.isEmpty {
            let answer = try await shell(MountScript.mount(Array(others)), "the guest's file systems cannot be mounted")
            if !answer.isEmpty {
                throw CustomizeError(
                    .disk, "the guest's fstab names file systems that cannot be mounted: \(answer.trimmed)")
            }
        }
        found = system
        return system
    }

    /// Refuses, before anything is done, what cannot be done to this disk.
    package func check(_ steps: [CustomizeStep]) throws(CustomizeError) {
        let system = try self.system
        for (number, step) in zip(1..., steps) where step.action.runsPrograms && !system.canRunPrograms {
            throw CustomizeError(
                .architecture,
                "the disk's programs are for \(system.architecture ?? "another processor"), this host is "
                    + "\(system.hostArchitecture), and the step runs some of them. Build the image on a host of that "
                    + "architecture, or use only steps that change files.",
                step: StepName(number: number, of: steps.count, step))
        }
    }

    var system: GuestSystem {
        get throws(CustomizeError) {
            guard let found else { throw CustomizeError(.disk, "the disk is not open") }
            return found
        }
    }

    /// Does a step.
    package func perform(
        _ step: CustomizeStep, number: Int, of count: Int,
        progress: (@Sendable (String) -> Void)? = nil
    ) async throws(CustomizeError) {
        let name = StepName(number: number, of: count, step)
        do throws(CustomizeError) {
            try check([step])
            progress?(name.summary)
            if hasOldTraits, step.action.asksForTraits { try await refreshTraits() }
            defer { hasOldTraits = hasOldTraits || !step.action.asksForTraits }
            try await act(step.action, number, progress)
        } catch {
            throw named(error, name)
        }
    }

    /// A step before may have installed what another asks for.
    private func refreshTraits() async throws(CustomizeError) {
        let text = try await shell(Look.traitsScript, "the guest cannot be looked at")
        found?.traits = Look.readTraits(text)
        hasOldTraits = false
    }

    private func named(_ error: CustomizeError, _ name: StepName) -> CustomizeError {
        CustomizeError(
            error.code, redaction(error.message), output: error.output.map { redaction($0) }, step: name,
            cause: error.cause.map { Reason(text: redaction("\($0)")) })
    }

    /// What was the cause, with secrets taken out.
    private struct Reason: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }

    /// Makes every file system clean on the disk and read-only: a copy of the disk's blocks made now is whole.
    package func quiesce() async throws(CustomizeError) {
        let answer = try await shell(MountScript.quiesce(try system.mounts), "the file systems cannot be made clean")
        if !answer.isEmpty {
            throw CustomizeError(
                .disk, "the file systems cannot be made clean, because something writes to them: \(answer.trimmed)")
        }
    }

    /// After ``quiesce()``: steps can be done again.
    package func resume() async throws(CustomizeError) {
        let answer = try await shell(MountScript.resume(try system.mounts), "the file systems cannot be made writable")
        if !answer.isEmpty {
            throw CustomizeError(.disk, "the file systems cannot be made writable again: \(answer.trimmed)")
        }
    }

    /// Unmounts everything and ends the appliance; an error means that the disk is not whole.
    package func close() async throws(CustomizeError) {
        found = nil
        let answer = try await shell(MountScript.unmount, "the file systems cannot be unmounted")
        if !answer.isEmpty {
            throw CustomizeError(.disk, "the file systems cannot be unmounted: \(answer.trimmed)")
        }
        try await guest("the appliance does not end well") { (guest) throws(GuestfsError) in
            try await guest.shutDown()
        }
    }

    /// A secret's text, which is no longer shown from now on.
    func secret(_ value: SecretValue) throws(CustomizeError) -> String {
        let bytes: [UInt8]
        do {
            bytes = try inputs.secret(value)
        } catch {
            throw CustomizeError(.input, "\(value.place) cannot be read", cause: error)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0), !text.isEmpty else {
            throw CustomizeError(.input, "\(value.place) is empty, or no text of UTF-8")
        }
        redaction.add(text)
        return text
    }

    /// Calls the appliance and says what for.
    func guest<Value: Sendable>(
        _ purpose: String, _ body: (Appliance) async throws(GuestfsError) -> Value
    ) async throws(CustomizeError) -> Value {
        do throws(GuestfsError) {
            return try await body(appliance)
        } catch {
            throw .disk(purpose, error)
        }
    }

    /// Runs a script of the appliance's.
    func shell(_ script: String, _ purpose: String) async throws(CustomizeError) -> String {
        try await guest(purpose) { (appliance) throws(GuestfsError) in try await appliance.shell(script) }
    }
}

extension CustomizeAction {
    /// Whether how it is done depends on what steps before may have changed.
    fileprivate var asksForTraits: Bool {
        switch self {
        case .kernelArguments, .kernel(.files), .timezone, .user, .sysprep, .relabel, .enable, .disable, .mask,
            .firstboot,
            .helper:
            true
        default: false
        }
    }
}

extension SecretValue {
    var place: String {
        switch self {
        case .environment(let name): "the secret in the variable \(name)"
        case .file(let path): "the secret in the file \(path)"
        }
    }
}

extension CustomizeError {
    static func disk(_ purpose: String, _ error: GuestfsError) -> CustomizeError {
        if error.isCancelled {
            return CustomizeError(.cancelled, "cancelled while the disk was changed", cause: CancellationError())
        }
        if error.number == ENOSPC || error.message.contains("No space left on device") {
            return CustomizeError(
                .failed, "\(purpose): the guest's file system is full. Ask for a larger disk (image.size).",
                cause: error)
        }
        return CustomizeError(.disk, purpose, cause: error)
    }
}

extension String {
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
