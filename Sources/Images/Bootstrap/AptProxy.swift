import Host

/// The proxies that the host's apt uses: mmdebstrap does not read the host's configuration, but apt in it reads variables.
package enum AptProxy {
    /// Variables by what `apt-config dump` prints. A value; what the environment already says goes first.
    package static func variables(in text: String, environment: [String: String]) -> [String: String] {
        var found: [String: String] = [:]
        var direct: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let space = line.firstIndex(of: " ") else { continue }
            let value = line[space...].drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" }
            guard !value.isEmpty else { continue }
            let name = line[..<space].lowercased()
            switch name {
            case "acquire::http::proxy": found["http_proxy"] = String(value)
            case "acquire::https::proxy": found["https_proxy"] = String(value)
            default:
                for prefix in ["acquire::http::proxy::", "acquire::https::proxy::"]
                where name.hasPrefix(prefix) && value.uppercased() == "DIRECT" {
                    direct.append(String(name.dropFirst(prefix.count)))
                }
            }
        }
        for name in ["http_proxy", "https_proxy"] {
            if environment[name] != nil || found[name]?.uppercased() == "DIRECT" { found[name] = nil }
        }
        if !direct.isEmpty {
            found["no_proxy"] = ([environment["no_proxy"]].compactMap { $0 } + direct).joined(separator: ",")
        }
        return found
    }

    /// Every proxy that this process's environment and the host's apt name.
    package static func variables() async -> [String: String] {
        let own = ProcessEnvironment.current.filter {
            ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"].contains($0.key.lowercased())
        }
        return own.merging(await ofHost()) { $1 }
    }

    /// Those of this host's apt.
    static func ofHost() async -> [String: String] {
        guard let program = FileSystem.program("apt-config"),
            let result = try? await Child.run(program, ["dump"], limit: .seconds(20)), result.end == .exited(0)
        else { return [:] }
        return variables(in: result.output, environment: ProcessEnvironment.current)
    }
}
