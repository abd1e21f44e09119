/** What runs inside a server while it is filmed. It prints nothing, changes nothing and stops no thread. */
package tenstages.camera;
