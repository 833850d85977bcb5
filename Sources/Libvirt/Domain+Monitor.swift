import CLibvirt
package import Offload

extension Domain {
    /// Gives QEMU's monitor a command as JSON and returns its answer, which may be an error of QEMU's. Files go with it for
    /// `getfd` and its like; they stay the caller's.
    package func monitor(_ json: String, files: [Descriptor] = []) async throws(LibvirtError) -> String {
        try await call { domain throws(LibvirtError) in
            var answer: UnsafeMutablePointer<CChar>?
            if files.isEmpty {
                try checked("virDomainQemuMonitorCommand", virDomainQemuMonitorCommand(domain, json, &answer, 0))
            } else {
                var numbers = files.map(\.raw)
                try checked(
                    "virDomainQemuMonitorCommandWithFiles",
                    virDomainQemuMonitorCommandWithFiles(
                        domain, json, UInt32(numbers.count), &numbers, nil, nil, &answer, 0))
            }
            defer { answer?.deallocate() }
            return answer.map { String(cString: $0) } ?? ""
        }
    }
}
