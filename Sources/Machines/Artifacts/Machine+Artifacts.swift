import FoundationEssentials
import Offload

extension Machine {
    /// What explains how the machine came to where it is: its console, its timeline of phases and events, the VMI and what
    /// the back end made of it, what its display shows where it has one, the guest's journal and kernel log where it can
    /// be reached, and the commands that were written down (``recording(in:)``).
    ///
    /// Never fails, and takes no longer than its limits: what could not be had is told at the end of `timeline.txt`. What
    /// a seed holds is left out of the VMI, because it may be secret; consoles, journals and commands are as they are.
    public func artifacts(limits: ArtifactLimits = ArtifactLimits()) async -> [Artifact] {
        await uncancelled { await collect(limits) }
    }

    /// The error by which the machine did not get ready, with what explains that: the machine is about to go. `what` is
    /// what it was to be, for errors of other kinds.
    package func explained(_ error: any Error, _ what: String) async -> MachineError {
        var error = MachineError.wrapping(error, .internalFault, "\(what) could not be made")
        if error.code != .cancelled { error.artifacts = await artifacts(limits: ArtifactLimits(time: .seconds(10))) }
        return error
    }

    /// A guest sends what it likes.
    private static let mostCapturedBytes = 64 << 20

    private func collect(_ limits: ArtifactLimits) async -> [Artifact] {
        var artifacts: [Artifact] = []
        var missing: [String] = []
        if let commands = log?.text(of: id) { artifacts.append(Artifact("commands.txt", text: commands)) }
        artifacts.append(Artifact("vmi.json", text: vmi.withoutSeeds.json))
        do throws(MachineError) {
            let manifest = try await manifest()
            artifacts.append(Artifact(manifest.hasPrefix("<") ? "domain.xml" : "manifest.txt", text: manifest))
        } catch {
            missing.append("what the back end made of the VMI: \(error.oneLine)")
        }
        let display = await fromDisplay(limits)
        missing += display.missing
        let captures = await driver.captures(most: Self.mostCapturedBytes)
        missing += captures.filter { $0.contents.count == Self.mostCapturedBytes }.map {
            "\($0.name): packets beyond its first \(Self.mostCapturedBytes >> 20) MiB"
        }
        let whole = display.artifacts + captures
        let guest = await fromGuest(limits)
        artifacts += guest.artifacts
        missing += guest.missing
        if console.isRecorded {
            // Last of all: what a command has printed there on its way out has left the guest by now.
            await catchUp(limits)
            artifacts.append(Artifact("console.log", Array(await console.text.utf8)))
        }
        artifacts.append(Artifact("timeline.txt", text: await story(missing)))
        // Half a picture would be none, nor half a packet.
        return
            (artifacts.map { Artifact($0.name, $0.contents.clipped(to: limits.bytes)) } + whole)
            .sorted { $0.name < $1.name }
    }

    /// Has the console show what the guest has printed, unless the back end hangs.
    private func catchUp(_ limits: ArtifactLimits) async {
        let driver = driver
        try? await withDeadline(limits.time) {
            try await joining(Task { await driver.consoleCaughtUp() })
        }
    }

    /// What its display shows, where it has one.
    private func fromDisplay(_ limits: ArtifactLimits) async -> (artifacts: [Artifact], missing: [String]) {
        let what = "what the display shows: "
        switch await state {
        case .running, .ready, .paused: break
        case .created, .starting, .stopped: return ([], [])
        }
        let driver = driver
        do {
            // A hypervisor that hangs answers never, and a call to it cannot be cancelled: it is left behind.
            let picture = try await withDeadline(limits.time) {
                try await joining(Task { try await driver.screenshot() })
            }
            return ([picture].compactMap(\.self), [])
        } catch is DeadlineExceeded {
            return ([], [what + "none came within \(limits.time)"])
        } catch {
            return ([], [what + MachineError.wrapping(error, .internalFault, "it cannot be had").oneLine])
        }
    }

    /// What the guest says of itself.
    private func fromGuest(_ limits: ArtifactLimits) async -> (artifacts: [Artifact], missing: [String]) {
        let what = "the guest's journal and kernel log: "
        if let failure = await console.guestFailure { return ([], [what + failure.oneLine]) }
        switch await state {
        case .running, .ready: break
        case .created, .starting: return ([], [what + "it has not begun to boot"])
        case .paused: return ([], [what + "the machine is paused"])
        case .stopped(let reason): return ([], [what + "the machine is off: \(reason)"])
        }
        do {
            let artifacts = try await withDeadline(limits.time) {
                let channel = try await channel()
                // A fork's journal has the directory of another machine's name (--merge reads all).
                async let journal = channel.said(
                    "journal.txt", ["journalctl", "--merge", "--no-pager", "--lines=5000", "--output=short-precise"],
                    limits.bytes)
                async let kernel = channel.said("dmesg.txt", ["dmesg"], limits.bytes)
                return try await [journal, kernel].compactMap(\.self)
            }
            return (artifacts, [])
        } catch is DeadlineExceeded {
            return ([], [what + "the guest did not answer within \(limits.time)"])
        } catch {
            return ([], [what + MachineError.wrapping(error, .channelLost, "the guest did not answer").oneLine])
        }
    }
}

extension GuestChannel {
    /// What a command writes; nil where there is no such command or it says nothing.
    fileprivate func said(_ name: String, _ words: [String], _ most: Int) async throws -> Artifact? {
        let result: CommandResult
        do {
            result = try await look(with: Command(words[0], Array(words.dropFirst())), limit: most)
        } catch let error as MachineError where error.code == .commandNotStarted {
            return nil
        }
        let text = result.standardOutput.isEmpty ? result.standardError : result.standardOutput
        return text.isEmpty ? nil : Artifact(name, text)
    }
}
