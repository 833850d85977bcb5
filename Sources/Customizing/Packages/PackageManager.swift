import ShellWords

/// The package managers that are known here.
enum PackageManager: String, Sendable, Hashable, CaseIterable {
    case apt, dnf, yum, zypper, apk, pacman

    /// The trait of a system that has it; of two (dnf is often called yum too) the first counts.
    var trait: String { rawValue }

    /// What the guest's packages are.
    var format: String {
        switch self {
        case .apt: "deb"
        case .dnf, .yum, .zypper: "rpm"
        case .apk: "apk"
        case .pacman: "pacman"
        }
    }

    /// Where it keeps what it has downloaded: kept out of the disk, so that a layer has no lists and archives in it, and
    /// kept from step to step, so that lists are fetched once.
    var caches: [String] {
        switch self {
        case .apt: ["/var/lib/apt/lists", "/var/cache/apt"]
        case .dnf: ["/var/cache/dnf", "/var/cache/libdnf5"]
        case .yum: ["/var/cache/yum"]
        case .zypper: ["/var/cache/zypp"]
        case .apk: ["/var/cache/apk"]
        case .pacman: ["/var/cache/pacman/pkg", "/var/lib/pacman/sync"]
        }
    }
}

/// What is done with packages.
enum PackageOperation: Sendable, Hashable {
    case install([String])
    case remove([String])
    /// All when empty.
    case update([String])

    var needsNetwork: Bool {
        if case .remove = self { false } else { true }
    }
}

extension PackageManager {
    /// The command that does it without asking anything; with `isFresh` the lists of packages are those of this build.
    func command(_ operation: PackageOperation, isFresh: Bool) -> GuestCommand {
        var lines: [String] = []
        if operation.needsNetwork, !isFresh, let refresh { lines.append(refresh) }
        // zypper ends with these when all is well and something is to be said: a reboot, or a restart of its own.
        lines.append(
            self == .zypper
                ? "\(line(operation)) || case $? in 102|103|107) ;; *) exit 1;; esac" : line(operation))
        return GuestCommand(
            script: lines.joined(separator: "\n"),
            environment: self == .apt
                ? ["DEBIAN_FRONTEND": "noninteractive", "APT_LISTCHANGES_FRONTEND": "none"] : [:],
            network: operation.needsNetwork, caches: operation.needsNetwork ? caches : [],
            keepsServicesDown: self == .apt)
    }

    /// Fetches the lists; dnf and yum do so when they have none.
    private var refresh: String? {
        switch self {
        case .apt: "apt-get -q -o Acquire::Languages=none -o Acquire::PDiffs=false update"
        case .dnf, .yum: nil
        case .zypper: "zypper --non-interactive --gpg-auto-import-keys refresh"
        case .apk: "apk update"
        case .pacman: "pacman -Sy --noconfirm"
        }
    }

    private func line(_ operation: PackageOperation) -> String {
        // A configuration file that somebody changed stays; dpkg need not wait for a disk that is worth nothing yet.
        let apt =
            "apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "
            + "-o Dpkg::Options::=--force-unsafe-io"
        return switch (self, operation) {
        case (.apt, .install(let names)): "\(apt) install \(words(names))"
        case (.apt, .remove(let names)): "\(apt) remove \(words(names))"
        case (.apt, .update(let names)) where names.isEmpty: "\(apt) --with-new-pkgs upgrade"
        case (.apt, .update(let names)): "\(apt) --only-upgrade install \(words(names))"
        case (.dnf, .install(let names)): "dnf -y install \(words(names))"
        case (.dnf, .remove(let names)): "dnf -y remove \(words(names))"
        case (.dnf, .update(let names)): "dnf -y upgrade\(tail(names))"
        case (.yum, .install(let names)): "yum -y install \(words(names))"
        case (.yum, .remove(let names)): "yum -y remove \(words(names))"
        case (.yum, .update(let names)): "yum -y update\(tail(names))"
        case (.zypper, .install(let names)):
            "zypper --non-interactive install --auto-agree-with-licenses \(words(names))"
        case (.zypper, .remove(let names)): "zypper --non-interactive remove \(words(names))"
        case (.zypper, .update(let names)):
            "zypper --non-interactive update --auto-agree-with-licenses\(tail(names))"
        case (.apk, .install(let names)): "apk add \(words(names))"
        case (.apk, .remove(let names)): "apk del \(words(names))"
        case (.apk, .update(let names)): names.isEmpty ? "apk upgrade" : "apk add --upgrade \(words(names))"
        case (.pacman, .install(let names)): "pacman -S --noconfirm --needed \(words(names))"
        case (.pacman, .remove(let names)): "pacman -R --noconfirm \(words(names))"
        case (.pacman, .update(let names)):
            names.isEmpty ? "pacman -Su --noconfirm" : "pacman -S --noconfirm \(words(names))"
        }
    }

    private func words(_ names: [String]) -> String { names.map(\.shellQuoted).joined(separator: " ") }
    private func tail(_ names: [String]) -> String { names.isEmpty ? "" : " " + words(names) }
}
