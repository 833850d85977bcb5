import DomainXML
import Glibc
import Host
import Offload

/// How a machine of this host comes to be.
enum Beginning: Sendable {
    /// It boots.
    case boot
    /// It boots, with its memory in a file that forks will share.
    case prototype(memory: String)
    /// It goes on from where a template was frozen.
    case fork(Template, Succession)
    /// It takes over what another machine is at this moment, its memory in a file, to be frozen at once.
    case capture(memory: String, disks: FrozenDisks)

    /// The template's disks that it goes on with.
    var frozen: FrozenDisks? {
        switch self {
        case .boot, .prototype: nil
        case .fork(let template, _): template.disks
        case .capture(_, let disks): disks
        }
    }

    /// What its disks lie on beside the images.
    var bases: [String] {
        if case .fork(let template, _) = self { [template.path] + template.manifest.bases } else { [] }
    }

    /// The machine whose place it takes, where there is one.
    var predecessor: Predecessor? {
        if case .fork(_, .same(let predecessor)) = self { predecessor } else { nil }
    }

    /// Whether it waits for another machine's state.
    var awaitsState: Bool {
        switch self {
        case .boot, .prototype: false
        case .fork, .capture: true
        }
    }

    /// Says what its memory is and whether it waits, and gives it the firmware's variables of where it goes on.
    func prepare(_ files: inout MachineFiles, identity: DaemonIdentity) throws {
        files.awaitsState = awaitsState
        switch self {
        case .boot: return
        case .prototype(let memory), .capture(let memory, _):
            files.memory = MemoryFile(path: memory, isShared: true)
        case .fork(let template, _):
            files.memory = template.memory.map { MemoryFile(path: $0, isShared: false) }
            guard let variables = template.variables, let path = files.variables else { return }
            try FileSystem.write(try FileSystem.read(variables), to: path, synced: false)
            try identity.hand(overFile: path)
        }
    }
}

/// Who goes on from a template.
enum Succession: Sendable {
    /// Another machine, with an identity of its own.
    case another
    /// The machine itself, gone back: it stays who it was.
    case same(Predecessor)
}

/// What a machine that goes back takes over from itself.
struct Predecessor: Sendable {
    let directory: String
    let volumes: [String: VolumeFiles]
    let hostName: String?
}
