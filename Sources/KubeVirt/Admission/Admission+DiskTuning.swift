extension DomainSpec.Disk {
    func checkTuning(_ place: DiskPlace, _ causes: inout [StatusCause]) {
        // libvirt's other modes, direct synchronous writes among them, are none of KubeVirt's.
        if let cache, !["", "none", "writethrough", "writeback"].contains(cache.rawValue) {
            let field = place.path + ".cache"
            causes.append(.invalid("\(field) has invalid value \(cache.rawValue)", at: field))
        }
        if let io, !["", "native", "threads"].contains(io.rawValue) {
            causes.append(
                .unsupported(
                    "Disk IO mode for \(place.list) is not supported. Supported modes are: native, threads.",
                    at: place.again + ".io"))
        }
        if let errorPolicy, !["stop", "ignore", "report", "enospace"].contains(errorPolicy.rawValue) {
            let field = place.path + ".errorPolicy"
            causes.append(.invalid("\(field) has invalid value \"\(errorPolicy.rawValue)\"", at: field))
        }
    }

    func checkBlockSize(_ place: DiskPlace, _ causes: inout [StatusCause]) {
        guard let custom = blockSize?.custom else { return }
        func refuse(_ message: String, _ part: String = "") {
            causes.append(.invalid(message, at: place.path + ".blockSize" + part))
        }
        let (logical, physical) = (custom.logical ?? 0, custom.physical ?? 0)
        if let match = blockSize?.matchVolume, match.enabled ?? true {
            refuse("Block size matching can't be enabled together with a custom value")
        } else if logical > physical {
            refuse(
                "Logical size \(logical) must be the same or less than the physical size of \(physical)",
                ".custom.logical")
        } else if target.bus == .sata, logical != 512 {
            // QEMU's controllers have sectors of that size.
            refuse("Logical size \(logical) must be 512 for SATA devices", ".custom.logical")
        } else if let granularity = custom.discardGranularity, logical != 0, granularity % logical != 0 {
            refuse(
                "Discard granularity \(granularity) must be multiples of logical size \(logical)",
                ".custom.discardGranularity")
        } else {
            for (size, part) in [(logical, ".custom.logical"), (physical, ".custom.physical")] {
                if let problem = Self.problem(ofBlockSize: size) { refuse(problem, part) }
            }
        }
    }

    private static func problem(ofBlockSize size: UInt32) -> String? {
        if size < 512 { return "Provided size of \(size) is less than the supported minimum size of 512" }
        if size > 2_097_152 {
            return "Provided size of \(size) is greater than the supported maximum size of 2097152"
        }
        return size.nonzeroBitCount == 1 ? nil : "Provided size of \(size) is not a power of 2"
    }
}
