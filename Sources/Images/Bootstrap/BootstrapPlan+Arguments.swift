import Fixtures

extension BootstrapPlan {
    /// What mmdebstrap is told; paths are the host's. `mode` is how it gets root's rights, in its own words, `overlay` an
    /// archive of files that are there before any but essential packages are configured, `root` the archive it writes.
    package func arguments(mode: String, overlay: String, root: String) -> [String] {
        [
            "--mode=\(mode)", "--variant=minbase", "--format=tar", "--architectures=\(architecture)",
            "--components=\(components.split(separator: " ").joined(separator: ","))",
        ]
            // The guest's apt must see what lies in a directory of the host.
            + (mirrors.contains { $0.hasPrefix("file:") }
                ? ["--hook-dir=/usr/share/mmdebstrap/hooks/file-mirror-automount"] : [])
            + keyrings.map { "--keyring=\($0)" }
            + [
                // A guest has little use for manuals of other languages, and dpkg need not wait for the disk.
                "--aptopt=APT::Install-Recommends \"false\"", "--dpkgopt=force-unsafe-io",
                "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
                "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright",
                "--include=\(packages.joined(separator: ","))",
                "--essential-hook=tar-in \(quoted(overlay)) /", "--customize-hook=\(GuestFiles.customize)",
                source.suite, root,
            ] + lines
    }

    /// mmdebstrap splits its special hooks as a shell does.
    private func quoted(_ path: String) -> String {
        "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
