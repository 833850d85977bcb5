package import KubeVirt

extension VirtualMachineInstance {
    /// What who looks for a fault wants of the machine.
    package var debugging: Debugging { (try? Annotations(metadata))?.debugging ?? Debugging() }

    /// Whether it stands still until a debugger lets it go on.
    package var waitsForDebugger: Bool { debugging.debugger == .wait }

    /// What cannot be looked at.
    func refuseDebugging(_ refusals: inout Refusals) {
        let connected = userNetworks.map(\.interface)
        for name in debugging.captures where !connected.contains(name) {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations",
                    message: "‘\(Annotations.captureKey)’ names ‘\(name)’, and "
                        + (connected.isEmpty
                            ? "no interface is on a user network"
                            : "on a user network are \(connected.joined(separator: ", "))"),
                    reason: .fieldValueNotSupported))
        }
    }
}

extension DomainConverter {
    /// What libvirt cannot say: QEMU's own ways to look into a machine. All of them are files in its directory, which
    /// nobody but this user can enter.
    func debuggingArguments() -> [String] {
        guard host.single != nil else { return [] }
        let debugging = annotations.debugging
        var arguments: [String] = []
        if debugging.debugger != nil {
            let socket = MachineFiles.debuggerSocket(in: files.directory)
            arguments += ["-gdb", "unix:path=\(quoted(socket)),server=on,wait=off"]
        }
        if debugging.hasMonitor {
            let socket = MachineFiles.monitorSocket(in: files.directory)
            arguments += [
                "-chardev", "socket,id=mayflymonitor,path=\(quoted(socket)),server=on,wait=off",
                "-mon", "chardev=mayflymonitor,mode=readline",
            ]
        }
        // By it the guest's kernel tells where it is and how it is built, and QEMU writes that into a dump.
        if debugging.dump != nil, architecture.isPC || architecture == .arm64 {
            arguments += ["-device", "vmcoreinfo"]
        }
        for (number, name) in debugging.captures.enumerated() {
            let file = MachineFiles.capture(of: name, in: files.directory)
            let filter = "filter-dump,id=capture\(number),netdev=\(Self.netdev(of: name)),file=\(quoted(file))"
            arguments += ["-object", filter]
        }
        return arguments
    }

    /// What is recorded is what gets into the machine from outside of its processor: with time that is counted in
    /// instructions, and no devices that the host answers for, that is next to nothing.
    var replayOptions: String {
        guard recordsOrReplays else { return "" }
        let events = quoted(MachineFiles.events(in: files.directory))
        return ",rr=\(annotations.debugging.isRecorded ? "record" : "replay"),rrfile=\(events),rrsnapshot=init"
    }

    /// A disk that no guest sees, for the machine's state before its first instruction: from there a debugger goes back.
    func stateArguments() -> [String] {
        guard recordsOrReplays else { return [] }
        let file = quoted(MachineFiles.state(in: files.directory))
        return ["-drive", "if=none,id=mayflystate,format=qcow2,file=\(file)"]
    }

    /// Whether the machine's run is recorded, or is one that was.
    var recordsOrReplays: Bool {
        host.single != nil && (annotations.debugging.isRecorded || annotations.debugging.replay != nil)
    }

    /// A path inside of an option of QEMU's.
    func quoted(_ path: String) -> String { path.replacing(",", with: ",,") }
}
