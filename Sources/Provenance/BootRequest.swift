package import Fixtures
package import KubeVirt

/// A boot as it was asked for, field by field; what is not there has its default.
package struct BootRequest: Sendable, Hashable, Codable {
    package struct Copy: Sendable, Hashable, Codable {
        package var source: String
        package var destination: String

        package init(source: String, destination: String) {
            self.source = source
            self.destination = destination
        }
    }

    /// Exactly one of `text` and `regex`.
    package struct Expectation: Sendable, Hashable, Codable {
        package var text: String?
        package var regex: String?
        package var limit: RequestedTime?

        package init(text: String? = nil, regex: String? = nil, limit: RequestedTime? = nil) {
            self.text = text
            self.regex = regex
            self.limit = limit
        }
    }

    package enum Userspace: String, Sendable, Hashable, Codable {
        case tools, recipe, directory, initrd, none
    }

    package var kernel: String
    /// The machine's, where it was asked for.
    package var architecture: Architecture?
    /// The busybox of our initramfs, or a package with it, where it is not the host's own.
    package var busybox: String?
    /// The board that runs the program that ``kernel`` is then.
    package var board: Board?
    /// A machine type of QEMU's.
    package var machineType: String?
    /// `uefi`, or the path of a firmware.
    package var firmware: String?
    package var deviceTree: String?
    /// As `--device` has them.
    package var devices: [String]?
    package var userspace: Userspace
    package var initrd: String?
    /// What the initramfs is made of.
    package var directory: String?
    package var recipe: InitramfsSource?
    /// The directory or disk image that the command runs in.
    package var root: String?
    /// The way to its files that was asked for: `9p`, `virtiofs` or `image`.
    package var rootWay: String?
    /// Modules that are loaded first.
    package var load: [String]?
    package var arguments: String?
    /// The directory of the kernel's modules.
    package var modules: String?
    package var symbols: String?
    package var cpus: UInt32
    package var memory: Quantity
    package var copies: [Copy]?
    package var command: [String]?
    package var commandDirectory: String?
    package var failOn: [String]
    package var allow: [String]?
    package var expectations: [Expectation]?
    package var timeout: RequestedTime?
    /// Whether all of its runs are the same.
    package var repetition: Repetition?
    package var keepsGoing: Bool?
    package var readsResults: Bool?
    package var endsAfterKernelTests: Bool?

    package init(kernel: String, userspace: Userspace, cpus: UInt32, memory: Quantity, failOn: [String]) {
        self.kernel = kernel
        self.userspace = userspace
        self.cpus = cpus
        self.memory = memory
        self.failOn = failOn
    }
}

/// A time as it was asked for: `1m30s`.
package struct RequestedTime: Sendable, Hashable {
    package var duration: Duration

    package init(_ duration: Duration) { self.duration = duration }
}

extension RequestedTime: ScalarCodable {
    package static var expectation: String { Deadline.expectation }

    package init(scalarText: String) throws(InvalidValue) { duration = try Duration(parsing: scalarText) }

    package var scalarText: String { duration.compactText }
}
