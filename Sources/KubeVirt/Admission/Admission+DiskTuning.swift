extension DomainSpec.Disk {
    func tuningCauses(at field: String, list: String, again: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        let caches: [DomainSpec.DiskCache] = [.none, .writeThrough, .writeBack, .directSync]
        if let cache, cache.rawValue != "", !caches.contains(cache) {
            causes.append(.invalid("\(field).cache has invalid value \(cache.rawValue)", at: field + ".cache"))
        }
        if let io, io.rawValue != "", io != .native, io != .threads {
            causes.append(
                StatusCause(
                    field: again + ".io",
                    message: "Disk IO mode for \(list) is not supported. Supported modes are: native, threads.",
                    reason: .fieldValueNotSupported))
        }
        let policies: [DomainSpec.DiskErrorPolicy] = [.stop, .ignore, .report, .enospace]
        if let errorPolicy, !policies.contains(errorPolicy) {
            causes.append(
                .invalid(
                    "\(field).errorPolicy has invalid value \"\(errorPolicy.rawValue)\"", at: field + ".errorPolicy"))
        }
        return causes
    }

    func blockSizeCauses(at field: String) -> [StatusCause] {
        guard let custom = blockSize?.custom else { return [] }
        if let match = blockSize?.matchVolume, match.enabled ?? true {
            return [.invalid("Block size matching can't be enabled together with a custom value", at: field)]
        }
        let (logical, physical) = (custom.logical ?? 0, custom.physical ?? 0)
        if logical > physical {
            return [
                .invalid(
                    "Logical size \(logical) must be the same or less than the physical size of \(physical)",
                    at: field + ".custom.logical")
            ]
        }
        if target.bus == .sata, logical != 512 {
            return [
                .invalid("Logical size \(logical) must be 512 for SATA devices", at: field + ".custom.logical")
            ]
        }
        if let granularity = custom.discardGranularity, logical != 0, granularity % logical != 0 {
            return [
                .invalid(
                    "Discard granularity \(granularity) must be multiples of logical size \(logical)",
                    at: field + ".custom.discardGranularity")
            ]
        }
        return sizeCauses(logical, at: field + ".custom.logical") + sizeCauses(physical, at: field + ".custom.physical")
    }

    private func sizeCauses(_ size: UInt32, at field: String) -> [StatusCause] {
        if size < 512 {
            return [.invalid("Provided size of \(size) is less than the supported minimum size of 512", at: field)]
        }
        if size > 2_097_152 {
            return [
                .invalid("Provided size of \(size) is greater than the supported maximum size of 2097152", at: field)
            ]
        }
        guard size.nonzeroBitCount == 1 else {
            return [.invalid("Provided size of \(size) is not a power of 2", at: field)]
        }
        return []
    }
}
