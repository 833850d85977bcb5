import Glibc
import KubeVirt
import Machines
import ShellWords

/// Where somebody gets at a boot's machine while it stands.
package struct BootAccess: Sendable, Hashable {
    /// The command that attaches gdb, with the kernel's symbols and scripts where they are.
    package var debugger: String?
    /// The socket of QEMU's monitor.
    package var monitor: String?
    /// Whether the machine stands still until the debugger lets it go on.
    package var isWaiting = false

    package init(debugger: String? = nil, monitor: String? = nil, isWaiting: Bool = false) {
        (self.debugger, self.monitor, self.isWaiting) = (debugger, monitor, isWaiting)
    }

    /// Nil where nobody gets at it.
    init?(to machine: Machine, of boot: Boot, _ kernel: KernelFiles) {
        guard machine.debuggerSocket != nil || machine.monitorSocket != nil else { return nil }
        let socket = machine.debuggerSocket
        self.init(
            debugger: socket.map { Self.attach($0, symbols: kernel.symbols) }, monitor: machine.monitorSocket,
            isWaiting: socket != nil && boot.debugging.debugger == .wait)
    }

    /// What a person types to attach gdb. The kernel's own scripts (`make scripts_gdb`) lie beside `vmlinux`; gdb loads them
    /// by itself from where it is told to trust.
    package static func attach(
        _ socket: String, symbols: String?, exists: (String) -> Bool = { access($0, R_OK) == 0 }
    ) -> String {
        var words = ["gdb", "-q"]
        if let symbols {
            let directory = symbols.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/")
            if exists(symbols + "-gdb.py") { words += ["-iex", "add-auto-load-safe-path \(directory)"] }
            words.append(symbols)
        }
        return (words + ["-ex", "target remote \(socket)"]).map(\.shellWord).joined(separator: " ")
    }
}

extension String {
    /// The text as a word of a shell, quoted only where it needs to be.
    fileprivate var shellWord: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: ","):
                    true
                default: false
                }
            }
        return isPlain ? self : shellQuoted
    }
}
