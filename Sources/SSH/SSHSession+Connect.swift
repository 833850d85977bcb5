import CSSH
package import Offload

extension SSHSession {
    /// Begins a session: the server must show the expected host key and accept the user's.
    ///
    /// `hostKey` is the line of a `.pub` file. On failure the stream is closed. Nothing of the user's is read: no agent,
    /// no known_hosts, no key files.
    package static func connect(
        over stream: any ByteStream, user: String, key: SSHKeyPair, hostKey: String, keepAlive: Duration = .seconds(30)
    ) async throws(SSHError) -> SSHSession {
        do throws(SSHError) {
            let expected = try SSHPublicKey(line: hostKey)
            let session = try SSHSession(over: stream)
            await session.startReading()
            try await session.begin(expected)
            try await session.logIn(user, key)
            await session.keepAlive(every: keepAlive)
            return session
        } catch {
            stream.close()
            throw error
        }
    }

    private func begin(_ expected: SSHPublicKey) async throws(SSHError) {
        // A server shows one key, of the first kind that both know: ours is the one that was seeded.
        libssh2_session_method_pref(raw.pointer, LIBSSH2_METHOD_HOSTKEY, SSHPublicKey.algorithm)
        _ = try await perform { () throws(SSHError) in
            try checked(
                libssh2_session_handshake(raw.pointer, socket),
                "the server and we do not agree (is it an SSH server with an \(SSHPublicKey.algorithm) host key?)",
                .lost)
        }
        var count = 0
        var type: Int32 = 0
        guard let start = libssh2_session_hostkey(raw.pointer, &count, &type) else {
            throw SSHError(.wrongHost, "the server showed no host key")
        }
        let shown = start.withMemoryRebound(to: UInt8.self, capacity: count) {
            [UInt8](UnsafeBufferPointer(start: $0, count: count))
        }
        guard shown == expected.blob else {
            throw SSHError(
                .wrongHost,
                """
                the server's host key is \(SSHPublicKey.fingerprint(shown)), not \(expected.fingerprint): \
                another machine answers here, or the guest made a host key of its own in place of the seeded one
                """)
        }
    }

    private func logIn(_ user: String, _ key: SSHKeyPair) async throws(SSHError) {
        let (publicBytes, privateBytes) = (Array(key.publicLine.utf8CString), Array(key.privateText.utf8CString))
        _ = try await perform { () throws(SSHError) in
            try checked(
                libssh2_userauth_publickey_frommemory(
                    raw.pointer, user, user.utf8.count, publicBytes, publicBytes.count - 1, privateBytes,
                    privateBytes.count - 1, nil),
                "the server does not let \(user) in with the key \(key.fingerprint) "
                    + "(is it in the user's authorized_keys?)", .notAuthenticated)
        }
    }

    private func keepAlive(every interval: Duration) {
        let seconds = UInt32(clamping: max(1, interval.components.seconds))
        libssh2_keepalive_config(raw.pointer, 1, seconds)
        Task { [weak self] in
            while true {
                try? await Task.sleep(for: .seconds(Int(seconds)))
                guard let self, await self.sendKeepAlive() else { return }
            }
        }
    }

    private func sendKeepAlive() -> Bool {
        guard lost == nil else { return false }
        var next: Int32 = 0
        libssh2_keepalive_send(raw.pointer, &next)
        flush()
        return true
    }

    /// Says goodbye and ends the connection.
    package func close() async {
        if lost == nil {
            libssh2_session_disconnect_ex(raw.pointer, 11, "the test is over", "")
            flush()
            await uncancelled { [self] in await drain() }
        }
        abort("the session was closed")
    }

    private func drain() async {
        _ = try? await perform { outboundCount == 0 ? true : nil }
    }
}

extension SSHKeyPair {
    /// The public key's, as `ssh-keygen -l` shows it.
    package var fingerprint: String { (try? SSHPublicKey(line: publicLine).fingerprint) ?? "unknown" }
}
