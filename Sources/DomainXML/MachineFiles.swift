/// The names and files of one machine on this host.
package struct MachineFiles: Sendable, Hashable {
    /// The domain's name, never used twice.
    package var domain: String
    /// SMBIOS and libvirt's UUID for a VMI that says none.
    package var uuid: String
    package var consoleSocket: String
    /// Everything that the guest ever writes to its console.
    package var consoleLog: String
    /// Where VNC listens, when the machine has a display.
    package var displaySocket: String
    /// A socket for each of the helper's ports, in their order.
    package var helperSockets: [String]
    /// Where the guest agent's port listens; libvirt chooses, and uses it itself, when nil.
    package var agentSocket: String?
    /// What is kept in the domain's metadata: who the machine belongs to, and its VMI, as JSON.
    package var record: String
    /// The files of each volume, by its name.
    package var volumes: [String: VolumeFiles]
    /// The files of UEFI, for a machine that `firmwareNeed` asks for some.
    package var firmware: FirmwareFiles?

    package init(
        domain: String, uuid: String, consoleSocket: String, consoleLog: String, displaySocket: String,
        helperSockets: [String], agentSocket: String? = nil, record: String, volumes: [String: VolumeFiles] = [:],
        firmware: FirmwareFiles? = nil
    ) {
        self.domain = domain
        self.uuid = uuid
        self.consoleSocket = consoleSocket
        self.consoleLog = consoleLog
        self.displaySocket = displaySocket
        self.helperSockets = helperSockets
        self.agentSocket = agentSocket
        self.record = record
        self.volumes = volumes
        self.firmware = firmware
    }
}

/// What holds a volume on this host.
package struct VolumeFiles: Sendable, Hashable {
    package enum Format: String, Sendable, Hashable {
        case qcow2, raw
    }

    package struct Backing: Sendable, Hashable {
        package var path: String
        package var format: Format

        package init(path: String, format: Format) {
            self.path = path
            self.format = format
        }
    }

    package var path: String
    package var format: Format
    /// What an overlay lies on. libvirt looks for what is below that itself.
    package var backing: Backing?

    package init(path: String, format: Format, backing: Backing? = nil) {
        self.path = path
        self.format = format
        self.backing = backing
    }
}

/// UEFI for one machine: the program, and its variables with what they start from.
package struct FirmwareFiles: Sendable, Hashable {
    package var loader: String
    /// Made by libvirt from the template when it is not there.
    package var variables: String
    package var template: String

    package init(loader: String, variables: String, template: String) {
        self.loader = loader
        self.variables = variables
        self.template = template
    }
}
