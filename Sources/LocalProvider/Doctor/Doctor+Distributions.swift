import DomainXML
import Guestfs
import Host
import Images
import KubeVirt
import Lifecycle
import Machines
import Offload

/// What building a distribution and booting it need beyond what a small machine needs.
extension Doctor {
    func distributions(_ accelerator: Accelerator?) async -> [Finding] {
        var findings = [
            program("mmdebstrap", "mmdebstrap", "mmdebstrap"), program("qemu-img", "qemu-img", "qemu-utils"),
            program("layers", "qemu-storage-daemon", "qemu-system-common (or qemu-storage-daemon)"),
            space(directories.cache, "cache", need: UInt64(DiskSpace.neededForBuild)),
        ]
        if let obstacle = await SubordinateIDs.obstacle() {
            findings.append(.no("subordinate ids", "this user cannot build images", obstacle.message))
        } else {
            findings.append(.yes("subordinate ids", "images can be built by this user"))
        }
        findings.append(await appliance(accelerator))
        return findings + firmware()
    }

    /// libguestfs's appliance, launched as a build would.
    private func appliance(_ accelerator: Accelerator?) async -> Finding {
        if let obstacle = ApplianceKernel.obstacle() {
            return .no("appliance", "libguestfs's appliance has no kernel", obstacle.message)
        }
        guard let accelerator else { return .no("appliance", "no QEMU to try it with", "Install it first.") }
        let settings = ApplianceSettings(
            forceEmulation: accelerator == .tcg, temporaryDirectory: directories.runtime,
            cacheDirectory: directories.cache)
        let start = ContinuousClock.now
        do {
            let limit = Duration.seconds(30) * accelerator.deadlineScale
            try await withDeadline(limit) {
                try await withAppliance(settings) { appliance in
                    try await appliance.addDisk(readOnly: "/dev/null", format: "raw")
                    try await appliance.launch()
                    try await appliance.shutDown()
                }
            }
        } catch {
            return .no(
                "appliance", "libguestfs's appliance does not start under \(accelerator.rawValue)",
                "\(error)\nlibguestfs-test-tool, of package libguestfs-tools, says more.")
        }
        let took = start.duration(to: .now).components.seconds
        return .yes("appliance", "libguestfs's, started under \(accelerator.rawValue) in \(took) s")
    }

    private func firmware() -> [Finding] {
        [false, true].map { secure in
            let name = secure ? "UEFI, secure boot" : "UEFI"
            do throws(MachineError) {
                let files = try Firmware.choice(
                    for: FirmwareNeed(architecture: .ofThisHost, secureBoot: secure), machine: "q35")
                return .yes(name, files.loader)
            } catch {
                return .less(name, "not there; machines boot by BIOS", error.message)
            }
        }
    }
}
