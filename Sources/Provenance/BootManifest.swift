/// What one boot was made of, as a text that boots it again and tells what is another now.
package struct BootManifest: Sendable, Hashable, Codable {
    package static let apiVersion = "mayfly.dev/v1alpha1"
    package static let kind = "BootManifest"

    package var apiVersion = Self.apiVersion
    package var kind = Self.kind
    /// The run id of its machine.
    package var run: String
    /// What was asked for.
    package var boot: BootRequest
    /// The kernel's release.
    package var release: String
    /// What the kernel was told.
    package var kernelArguments: String
    package var files: [BootFile]
    package var emulator: BootEmulator
    package var accelerator: String
    package var seeds: BootSeeds
    package var host: BootHost

    package init(
        run: String, boot: BootRequest, release: String, kernelArguments: String, files: [BootFile],
        emulator: BootEmulator, accelerator: String, seeds: BootSeeds, host: BootHost
    ) {
        self.run = run
        self.boot = boot
        self.release = release
        self.kernelArguments = kernelArguments
        self.files = files
        self.emulator = emulator
        self.accelerator = accelerator
        self.seeds = seeds
        self.host = host
    }
}

/// A file or tree of this host that a boot read.
package struct BootFile: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        /// `variables` is what a UEFI's own are made from.
        case kernel, initramfs, disk, firmware, variables, deviceTree, copy
    }

    package var role: Role
    package var path: String
    /// Of a file's content; of all names, kinds, permissions and contents of a tree.
    package var sha256: String

    package init(_ role: Role, path: String, sha256: String) {
        self.role = role
        self.path = path
        self.sha256 = sha256
    }
}

/// The program that ran a boot's machine.
package struct BootEmulator: Sendable, Hashable, Codable {
    /// As it tells by itself.
    package var version: String?
    /// The program and its arguments.
    package var commandLine: [String]

    package init(version: String?, commandLine: [String] = []) {
        self.version = version
        self.commandLine = commandLine
    }
}

/// What is not drawn for a boot, but the same in each.
package struct BootSeeds: Sendable, Hashable, Codable {
    package var seed: UInt64?
    /// The time at which the machine started.
    package var clock: String?

    package init(seed: UInt64? = nil, clock: String? = nil) {
        self.seed = seed
        self.clock = clock
    }
}

/// Where a boot ran.
package struct BootHost: Sendable, Hashable, Codable {
    package var architecture: String
    package var processor: String
    package var processors: Int
    /// As `uname -r` has it.
    package var kernel: String

    package init(architecture: String, processor: String, processors: Int, kernel: String) {
        self.architecture = architecture
        self.processor = processor
        self.processors = processors
        self.kernel = kernel
    }
}
