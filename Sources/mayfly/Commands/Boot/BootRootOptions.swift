import Boots
import Mayfly
import Terminal

/// `mayfly boot --root`: what the command runs in.
enum BootRootOptions {
    static let root = Option(
        "root", .path.named("DIR|IMAGE|host"),
        "Run CMD in this directory or raw disk image as its root, or in this host's own; nothing is written to it, the "
            + "guest's changes are in its memory.")
    static let way = Option(
        "root-by", .choice(of: RootWay.self),
        "Show a directory to the guest in this way (default: the first that its kernel and this host have).")

    static let specs = [root.spec, way.spec]

    static func apply(_ invocation: Invocation, to boot: inout Boot) throws(MachineError) {
        boot.root = invocation[root].map { $0 == RootPlace.host ? $0 : HostFile.absolute($0) }
        if boot.root == RootPlace.host {
            // A command begins where it would here.
            boot.commandDirectory = HostFile.here.flatMap { RootPlace.isHidden($0) ? nil : $0 } ?? "/"
        }
        boot.rootWay = invocation[way]
        guard boot.root != nil || boot.rootWay == nil else {
            throw MachineError(.invalidInput, "--root-by is for --root, which names what the guest is shown")
        }
    }
}
