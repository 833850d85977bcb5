extension DomainSpec {
    func memoryCauses(at field: String) -> [StatusCause] {
        guard let guest = memory?.guest else { return [] }
        let guestField = field + ".memory.guest"
        if guest <= .zero {
            return [.invalid("\(guestField) '\(guest)': must be greater than 0", at: guestField)]
        }
        if let limit = resources?.limits?["memory"], limit != .zero, guest > limit {
            return [
                .invalid(
                    "\(guestField) '\(guest)' must be equal to or less than the memory limit "
                        + "\(field).resources.limits.memory '\(limit)'", at: guestField)
            ]
        }
        return []
    }

    func resourceCauses(at field: String) -> [StatusCause] {
        let field = field + ".resources"
        var causes: [StatusCause] = []
        for (part, list) in [("requests", resources?.requests), ("limits", resources?.limits)] {
            for name in (list ?? [:]).keys.sorted() where name != "cpu" && name != "memory" {
                causes.append(
                    .init(
                        field: "\(field).\(part).\(name)",
                        message: "\(field).\(part).\(name) is not supported: only cpu and memory are",
                        reason: .fieldValueNotSupported))
            }
        }
        for name in ["memory", "cpu"] {
            let requestField = "\(field).requests.\(name)"
            let limitField = "\(field).limits.\(name)"
            let request = resources?.requests?[name] ?? .zero
            let limit = resources?.limits?[name] ?? .zero
            if request < .zero {
                causes.append(
                    .invalid("\(requestField) '\(request)': must be greater than or equal to 0.", at: requestField))
            } else if name == "memory", request > .zero, request < .megabytes(1) {
                causes.append(
                    .invalid("\(requestField) '\(request)': must be greater than or equal to 1M.", at: requestField))
            }
            if limit < .zero {
                causes.append(.invalid("\(limitField) '\(limit)': must be greater than or equal to 0.", at: limitField))
            }
            if limit > .zero, request > limit {
                causes.append(
                    .invalid("\(requestField) '\(request)' is greater than \(limitField) '\(limit)'", at: requestField))
            }
        }
        return causes
    }

    func topologyCauses(at field: String, architecture: Architecture?, spec: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (name, value) in [("cores", cpu?.cores), ("sockets", cpu?.sockets), ("threads", cpu?.threads)]
        where value == 0 {
            let field = "\(field).cpu.\(name)"
            causes.append(.invalid("\(field) must be greater than or equal to 1", at: field))
        }
        if architecture == .arm64, let threads = cpu?.threads, threads > 1 {
            causes.append(
                .invalid(
                    "threads must not be greater than 1 at \(field).cpu.threads (got \(threads)) "
                        + "when \(spec).architecture is arm64", at: spec + ".architecture"))
        }
        // QEMU's own bound on x86 is lower; this one keeps later arithmetic sane.
        if cpu?.count ?? 1 > 512 {
            causes.append(.invalid("\(field).cpu asks for more than 512 processors", at: field + ".cpu"))
        }
        return causes
    }

    func kernelCauses(at field: String, annotations metadata: ObjectMeta) -> [StatusCause] {
        let boot = firmware?.kernelBoot
        let kernel = metadata.annotations?[Annotations.kernelKey]
        let initrd = metadata.annotations?[Annotations.initrdKey]
        var causes: [StatusCause] = []
        if initrd != nil, kernel == nil {
            let key = "metadata.annotations[\(Annotations.initrdKey)]"
            causes.append(.invalid("\(Annotations.initrdKey) needs \(Annotations.kernelKey) beside it", at: key))
        }
        guard let container = boot?.container else {
            if boot?.kernelArgs ?? "" != "", kernel == nil {
                causes.append(
                    .invalid(
                        "kernel arguments cannot be provided without an external kernel", at: field + ".kernelArgs"))
            }
            return causes
        }
        if kernel != nil {
            causes.append(
                .invalid(
                    "\(field).container and the annotation \(Annotations.kernelKey) both name a kernel; remove one",
                    at: field + ".container"))
        }
        return causes + container.causes(at: field + ".container")
    }

    func clockCauses(at field: String) -> [StatusCause] {
        guard clock?.utc != nil, clock?.timezone != nil else { return [] }
        return [.invalid("\(field) must have one of utc and timezone, not both", at: field)]
    }
}

extension DomainSpec.KernelBootContainer {
    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if image.isEmpty {
            causes.append(.required("\(field) must be defined with an image", at: field + ".image"))
        }
        if kernelPath ?? "" == "", initrdPath ?? "" == "" {
            causes.append(
                .required(
                    "\(field) must be defined with at least one of the following: kernelPath, initrdPath", at: field))
        }
        for (name, path) in [("kernelPath", kernelPath), ("initrdPath", initrdPath)] {
            guard let path, !path.isEmpty else { continue }
            if path == "/" {
                causes.append(.invalid("\(field).\(name) must not point to root", at: "\(field).\(name)"))
            } else if !path.hasPrefix("/") || path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) {
                causes.append(
                    .invalid(
                        "\(field).\(name) must be an absolute path to a file without relative components",
                        at: "\(field).\(name)"))
            }
        }
        return causes
    }
}
