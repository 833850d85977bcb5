/// The names and files of one machine, on this host or on a cluster's node.
package struct MachineFiles: Sendable, Hashable {
    /// The domain's name, never used twice.
    package var domain: String
    /// SMBIOS and libvirt's UUID for a VMI that says none; libvirt makes one when nil.
    package var uuid: String?
    /// What the guest is told of its UUID in the place of that one.
    package var guestUUID: String?
    /// Where the machine's sockets are that have no name of their own here.
    package var directory: String
    package var consoleSocket: String
    /// What the guest writes to its console, when that is kept.
    package var consoleLog: String
    /// Whether the console's log goes on where an earlier run of the machine left it.
    package var appendsConsoleLog = false
    /// Where VNC listens, when the machine has a display.
    package var displaySocket: String
    /// A socket for each of the helper's ports, in their order.
    package var helperSockets: [String]
    /// Where the guest agent's port listens; libvirt chooses, and uses it itself, when nil.
    package var agentSocket: String?
    /// What is kept in the domain's metadata: who the machine belongs to, and its VMI, as JSON. KubeVirt's own when nil.
    package var record: String?
    /// The files of each volume, by its name.
    package var volumes: [String: VolumeFiles]
    /// The sizes in bytes of raw files that the guest has as persistent memory, by the volume's name.
    package var persistentMemory: [String: Int64] = [:]
    /// A kernel and initramfs that are booted directly.
    package var kernel: String?
    package var initrd: String?
    /// Where UEFI keeps the machine's variables.
    package var variables: String?
    /// Directories with the files of secrets, by the volume's name.
    package var secrets: [String: String] = [:]
    /// Where directories are served to the guest, by the file system's name.
    package var shareSockets: [String: String] = [:]
    /// Where the directory for the guest's root is served by virtiofs.
    package var rootSocket: String?
    /// A configuration in Ignition's format, told by the firmware.
    package var ignition: String?
    /// Where firmware writes its own log.
    package var firmwareLog: String?
    /// The file that is the guest's memory; anonymous memory when nil.
    package var memory: MemoryFile?
    /// Whether QEMU waits for the state of another machine, to go on from there.
    package var awaitsState = false

    /// Where QEMU waits for the machine's cable to a private network.
    package var networkSocket: String { Self.networkSocket(in: directory) }
    package static func networkSocket(in directory: String) -> String { directory + "/net" }

    /// Where the directory for the guest's root is served, and where it is mounted for who serves it.
    package static func rootSocket(in directory: String) -> String { directory + "/fsroot" }
    package static func rootView(in directory: String) -> String { directory + "/root" }
    /// Where a debugger finds the machine.
    package static func debuggerSocket(in directory: String) -> String { directory + "/gdb" }
    /// Where QEMU's monitor is.
    package static func monitorSocket(in directory: String) -> String { directory + "/monitor" }
    /// Where a recorded run's events are, and the machine's state before its first instruction.
    package static func events(in directory: String) -> String { "\(directory)/\(recordedFiles[0])" }
    package static func state(in directory: String) -> String { "\(directory)/\(recordedFiles[1])" }
    /// What the two are called, wherever they lie.
    package static let recordedFiles = ["events", "state.qcow2"]
    /// Where an interface's packets are kept.
    package static func capture(of interface: String, in directory: String) -> String {
        "\(directory)/\(interface).pcap"
    }

    package init(
        domain: String, uuid: String? = nil, directory: String = "", consoleSocket: String, consoleLog: String,
        displaySocket: String, helperSockets: [String] = [], agentSocket: String? = nil, record: String? = nil,
        volumes: [String: VolumeFiles] = [:], variables: String? = nil
    ) {
        self.domain = domain
        self.uuid = uuid
        self.directory = directory
        self.consoleSocket = consoleSocket
        self.consoleLog = consoleLog
        self.displaySocket = displaySocket
        self.helperSockets = helperSockets
        self.agentSocket = agentSocket
        self.record = record
        self.volumes = volumes
        self.variables = variables
    }
}

/// A file that is the guest's memory.
package struct MemoryFile: Sendable, Hashable {
    package var path: String
    /// Whether what the guest writes goes to the file; its own copies of pages when not.
    package var isShared: Bool

    package init(path: String, isShared: Bool) {
        self.path = path
        self.isShared = isShared
    }
}
