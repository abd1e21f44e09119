/**
 * What runs inside a server while it is filmed. It prints nothing and changes nothing. It stops no thread but the event
 * loop, for the moment that its stack takes.
 */
package tenstages.camera;
