import Fixtures
import Guestfs

extension Customizer {
    func setHostName(_ name: String) async throws(CustomizeError) {
        try await write(Array("\(name)\n".utf8), to: "/etc/hostname")
        let path = "/etc/hosts"
        let isThere = try await guest("\(path) cannot be looked at") { (guest) throws(GuestfsError) in
            try await guest.status(path) != nil
        }
        let before = isThere ? try await text(path) : ""
        try await write(Array(HostsFile.text(before, naming: name).utf8), to: path)
    }

    func setTimeZone(_ name: String) async throws(CustomizeError) {
        let zone = "/usr/share/zoneinfo/\(name)"
        let isThere = try await guest("\(zone) cannot be looked at") { (guest) throws(GuestfsError) in
            try await guest.status(zone)?.isRegular == true
        }
        guard isThere else {
            let hint =
                try system.traits.contains("zoneinfo")
                ? "Check its spelling." : "The guest has no zones: install: [tzdata] before."
            throw CustomizeError(.failed, "the guest has no time zone \(name). \(hint)")
        }
        try await link(SymlinkStep(path: "/etc/localtime", target: ".." + zone))
        // Debian's own programs read the name from here.
        if try system.manager == .apt { try await write(Array("\(name)\n".utf8), to: "/etc/timezone") }
    }

    func setLocale(_ name: String) async throws(CustomizeError) {
        let path = try system.manager == .apt ? "/etc/default/locale" : "/etc/locale.conf"
        try await run(GuestCommand(script: LocaleScript.text, arguments: [name]), "making the locale \(name)")
        try await write(Array("LANG=\(name)\n".utf8), to: path)
    }

    func setRootPassword(_ password: PasswordValue) async throws(CustomizeError) {
        try await run(try command(for: password, of: "root"), "setting root's password")
    }

    func makeUser(_ step: UserStep) async throws(CustomizeError) {
        if step.sudo, try !system.traits.contains("sudo") {
            throw CustomizeError(
                .failed,
                "the user \(step.name) shall become root by sudo, which the guest has not. Install it before: "
                    + "install: [sudo].")
        }
        try await run(UserScript.command(step), "making the user \(step.name)")
        if let password = step.password {
            try await run(try command(for: password, of: step.name), "setting the password of \(step.name)")
        }
    }

    /// A password goes to the guest's program by a pipe, and never by a file.
    private func command(for password: PasswordValue, of user: String) throws(CustomizeError) -> GuestCommand {
        switch password {
        case .hash(let hash):
            return UserScript.password(hash, of: user, isHash: true)
        case .locked:
            // No hash is like this: nobody logs in by a password, and keys still work ("!" would lock them out too).
            return UserScript.password("*", of: user, isHash: true)
        case .secret(let value):
            let text = try secret(value)
            guard !text.contains(where: \.isNewline) else {
                throw CustomizeError(.input, "\(value.place) has more than one line, and a password has one")
            }
            return UserScript.password(text, of: user, isHash: false)
        }
    }
}

/// Makes a locale that is not there yet.
enum LocaleScript {
    static let text = """
        name=$1
        case $name in C|POSIX|C.UTF-8|C.utf8) exit 0;; esac
        # glibc lists de_DE.utf8 for de_DE.UTF-8.
        plain() { printf '%s' "$1" | tr 'A-Z' 'a-z' | tr -d '-'; }
        has() { command -v locale >/dev/null || return 1; for l in $(locale -a); do [ "$(plain "$l")" != "$(plain "$name")" ] || return 0; done; return 1; }
        if has; then exit 0; fi
        if command -v locale-gen >/dev/null; then
          charset=${name#*.}; [ "$charset" != "$name" ] || charset=ISO-8859-1; charset=${charset%@*}
          if [ -e /etc/locale.gen ]; then grep -qxF "$name $charset" /etc/locale.gen || printf '%s %s\\n' "$name" "$charset" >>/etc/locale.gen; locale-gen; else locale-gen "$name"; fi
        elif command -v localedef >/dev/null && [ -d /usr/share/i18n/locales ]; then
          localedef -i "${name%%.*}" -f "${name#*.}" "$name"
        fi
        if has; then exit 0; fi
        # musl has no list, and takes every name.
        if ! command -v locale >/dev/null; then exit 0; fi
        echo "the guest cannot make the locale $name: install its package before (locales on Debian and Ubuntu, glibc-langpack-${name%%_*} on Fedora), and check the spelling"
        exit 1
        """
}
