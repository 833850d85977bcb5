import Glibc
import KubeVirt
import Machines
import Offload

/// The busybox that a guest gets, where it is not this host's own: a program, or a package that has one.
struct BusyboxFile: Sendable {
    let path: String

    /// The program, of the architecture; out of a package it is unpacked once.
    func program(for architecture: Architecture, _ packages: KernelPackages) async throws(MachineError) -> String {
        guard let real = realpath(path, nil) else {
            throw MachineError(.invalidInput, "there is no busybox at \(path): \(String(cString: strerror(errno)))")
        }
        defer { free(real) }
        let file = String(cString: real)
        guard case .package(let format) = KernelImage(try head(file)) else {
            return try checked(file, for: architecture)
        }
        return try checked(
            try await packages.unpacked(file, format) + KernelPackages.busybox, for: architecture)
    }

    private func checked(_ program: String, for architecture: Architecture) throws(MachineError) -> String {
        guard ForeignKernel.isProgram(try head(program), for: architecture) else {
            throw MachineError(
                .invalidInput,
                "\(path) has no busybox for \(architecture.rawValue). Name a program for it, or Debian's package: "
                    + Self.remedy(for: architecture))
        }
        return program
    }

    private func head(_ file: String) throws(MachineError) -> [UInt8] {
        do throws(SystemError) { return try beginning(of: file, KernelImage.enough) } catch {
            throw MachineError(.invalidInput, "the busybox \(path) cannot be read: \(error.reason)")
        }
    }

    /// How a Debian gets it; nothing is installed.
    static func remedy(for architecture: Architecture) -> String {
        let name = architecture == .ppc64le ? "ppc64el" : architecture.rawValue
        return "sudo dpkg --add-architecture \(name) && sudo apt-get update && apt-get download busybox-static:\(name)"
    }
}
