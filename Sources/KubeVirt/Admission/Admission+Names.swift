extension VirtualMachineInstanceSpec {
    /// What the machine is called, and whom it asks for names.
    func nameCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        let parts = [
            ("hostname", "DNS_LABEL", hostname, ObjectName.labelProblems),
            ("subdomain", "DNS_SUBDOMAIN", subdomain, ObjectName.subdomainProblems),
        ]
        for (name, rules, value, problems) in parts {
            guard let value, !value.isEmpty else { continue }
            let found = problems(value)
            guard !found.isEmpty else { continue }
            causes.append(
                .invalid(
                    "\(field).\(name) does not conform to the kubernetes \(rules) rules : "
                        + found.joined(separator: ", "), at: "\(field).\(name)"))
        }
        causes += serviceAccountCauses(at: field)
        let policies = ["", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]
        if let dnsPolicy, !policies.contains(dnsPolicy) {
            causes.append(
                .unsupported(
                    "DNSPolicy: \(dnsPolicy) is not supported, valid values: "
                        + policies.dropFirst().joined(separator: ", "), at: "\(field).dnsPolicy"))
        }
        return causes + resolverCauses(at: field)
    }

    private func serviceAccountCauses(at field: String) -> [StatusCause] {
        guard let account = serviceAccountName, !account.isEmpty else { return [] }
        let place = "\(field).serviceAccountName"
        var causes: [StatusCause] = []
        let problems = ObjectName.subdomainProblems(account)
        if !problems.isEmpty {
            causes.append(
                .invalid("\(place) is not a valid service account name: \(problems.joined(separator: "; "))", at: place)
            )
        }
        for volume in volumes ?? [] {
            guard let source = volume.serviceAccount else { continue }
            let other = source.serviceAccountName ?? ""
            guard other != account else { continue }
            causes.append(
                .invalid(
                    "\(place) \"\(account)\" and serviceAccount volume \"\(other)\" must reference the same service "
                        + "account", at: place))
            break
        }
        return causes
    }

    /// Kubernetes' rules for a pod's resolver, with the short field names that KubeVirt gives them.
    private func resolverCauses(at field: String) -> [StatusCause] {
        let servers = dnsConfig?.nameservers ?? []
        if dnsPolicy == "None" {
            guard dnsConfig != nil else {
                return [.required("must provide `dnsConfig` when `dnsPolicy` is None", at: "\(field).dnsConfig")]
            }
            if servers.isEmpty {
                return [
                    .required(
                        "must provide at least one DNS nameserver when `dnsPolicy` is None", at: "nameservers")
                ]
            }
        }
        guard let dnsConfig else { return [] }
        var causes: [StatusCause] = []
        if servers.count > 3 {
            causes.append(
                .invalid(
                    "must not have more than 3 nameservers: \(servers.joined(separator: ", "))", at: "nameservers"))
        }
        for server in servers where !IPAddress.isValid(server) {
            causes.append(.invalid("must be valid IP address: \(server)", at: "nameservers"))
        }
        let searches = dnsConfig.searches ?? []
        if searches.count > 6 {
            causes.append(.invalid("must not have more than 6 search paths", at: "searchDomains"))
        }
        // With the spaces between them.
        if searches.reduce(searches.count - 1, { $0 + $1.utf8.count }) > 256 {
            causes.append(
                .invalid(
                    "must not have more than 256 characters (including spaces) in the search list", at: "searchDomains")
            )
        }
        for search in searches {
            causes += ObjectName.subdomainProblems(search).map { .invalid($0, at: "searchDomains") }
        }
        for option in dnsConfig.options ?? [] where option.name ?? "" == "" {
            causes.append(.invalid("Option.Name must not be empty", at: "options"))
        }
        return causes
    }
}
