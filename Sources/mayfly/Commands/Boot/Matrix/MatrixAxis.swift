import Boots
import Terminal

/// What `--matrix` may vary: options that shape a boot and have a value.
enum MatrixAxis {
    /// Paths in which another axis is named, `{arch}`, have its value.
    static let paths = [
        BootOptions.kernel, BootOptions.initrd, BootInitramfsOptions.initramfs, BootRootOptions.root,
        BootOptions.modules, BootOptions.busybox, BootMachineOptions.firmware, BootMachineOptions.deviceTree,
        BootOptions.symbols,
    ]

    static let all =
        paths.dropLast().map(\.spec) + [
            BootOptions.arch.spec, BootMachineOptions.machine.spec, BootMachineOptions.device.spec,
            BootOptions.append.spec, BootOptions.module.spec,
            BootOptions.cpus.spec, BootOptions.memory.spec, DebuggingOptions.network.spec, BootOptions.kselftest.spec,
        ]

    static let names = all.map(\.long)

    /// The values of a text, parted by commas; `\,` is a comma in a value, `\\` a backslash.
    static func values(_ text: Substring) -> [String] { text.parts(separatedBy: ",") }
}

extension ValueKind where Value == BootAxis {
    /// `cpus=1,2`.
    static var axis: Self {
        Self("AXIS=VALUE[,VALUE...]", hint: .words(MatrixAxis.names.map { $0 + "=" })) { text throws(ValueError) in
            guard let mark = text.firstIndex(of: "=") else {
                throw ValueError("has no '='; write AXIS=VALUE,VALUE, such as cpus=1,2")
            }
            let name = String(text[..<mark])
            guard MatrixAxis.names.contains(name) else {
                throw ValueError(
                    "names no axis of a matrix by '\(name.printable)'; the axes are "
                        + MatrixAxis.names.joined(separator: ", "))
            }
            return BootAxis(name, MatrixAxis.values(text[text.index(after: mark)...]))
        }
    }
}
